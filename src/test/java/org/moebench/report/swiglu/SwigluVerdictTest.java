// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.SwigluRunBuilder;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.result.Status;

class SwigluVerdictTest {
  private static SwigluCells cells(SwigluRunBuilder run) {
    return new SwigluCells(run.build());
  }

  private static List<SwigluVerdict> verdicts(SwigluCells cells) {
    return cells.baseSettings().stream().map(s -> SwigluVerdict.of(cells, s)).toList();
  }

  private static Finding finding(SwigluRunBuilder run) {
    SwigluCells cells = cells(run);
    return VerdictSection.finding(cells, verdicts(cells).get(0));
  }

  /** Three rounds a percent apart. */
  private static double[] about(double time) {
    return new double[] {time, time * 1.01, time * 0.99};
  }

  private static SwigluRunBuilder pair(SwigluRunBuilder run, int b, double unfused, double fused) {
    return run.cell("unfused", b, about(unfused)).cell("fused", b, about(fused));
  }

  @Test
  void saysAtWhichConcurrencyToFuse() {
    SwigluRunBuilder run = pair(new SwigluRunBuilder(), 1, 600, 500);
    pair(pair(run, 2, 1100, 1000), 8, 3000, 3000);
    Finding finding = finding(run);
    assertThat(finding.tone()).isEqualTo(Tone.WARN);
    assertThat(finding.subject()).isEqualTo("deepseek-v4-flash INT4_SYM");
    assertThat(finding.answer())
        .isEqualTo("use fused up to B=2; cannot tell whether fusing pays at B=8");
    assertThat(finding.sentence())
        .isEqualTo(
            "Fused is 1.20× [1.20, 1.20] as fast as unfused at B=1 and 1.00× [1.00, 1.00] at B=8:"
                + " faster at B=1, 2; equal within 1% at B=8.");
  }

  @Test
  void fusedVariantsThatAreAlikeAreAnAnswer() {
    SwigluRunBuilder run = pair(new SwigluRunBuilder(), 1, 600, 500);
    run.cell("fused-interleaved", 1, about(499));
    Finding finding = finding(run);
    assertThat(finding.tone()).isEqualTo(Tone.GOOD);
    assertThat(finding.answer()).isEqualTo("use fused or fused-interleaved at B=1");
  }

  @Test
  void slowerIsSaid() {
    SwigluCells cells = cells(pair(new SwigluRunBuilder(), 4, 500, 600));
    List<SwigluVerdict> verdicts = verdicts(cells);
    Finding finding = VerdictSection.finding(cells, verdicts.get(0));
    assertThat(finding.answer()).isEqualTo("use unfused at B=4");
    assertThat(finding.sentence()).endsWith(": slower at B=4.");
    Fact fact = VerdictSection.neverSlower(cells, verdicts).orElseThrow();
    assertThat(fact.tone()).isEqualTo(Tone.WARN);
    assertThat(fact.value())
        .isEqualTo(
            "in 1 of 1 comparisons: fused deepseek-v4-flash INT4_SYM B=4 0.83× [0.83, 0.83]");
  }

  @Test
  void noiseCannotTell() {
    SwigluRunBuilder run =
        new SwigluRunBuilder().cell("unfused", 1, 500, 560, 520).cell("fused", 1, 520, 500, 540);
    assertThat(finding(run).sentence()).contains("cannot tell at B=1");
    SwigluCells cells = cells(run);
    assertThat(VerdictSection.neverSlower(cells, verdicts(cells)).orElseThrow().value())
        .isEqualTo("never beyond noise, in 1 comparisons");
  }

  @Test
  void aFailedRivalLeavesADoubt() {
    SwigluRunBuilder run = pair(new SwigluRunBuilder(), 1, 600, 500);
    run.without("fused-interleaved", 1, Status.FAILED, "slot 3");
    assertThat(finding(run).tone()).isEqualTo(Tone.WARN);
    assertThat(finding(run).sentence()).endsWith("Without a time: fused-interleaved at B=1.");
  }

  @Test
  void everyComparisonMakesIntervalsWider() {
    SwigluRunBuilder run = pair(pair(new SwigluRunBuilder(), 1, 6, 5), 2, 6, 5);
    run.cell("fused-interleaved", 2, about(5));
    SwigluVerdict verdict = verdicts(cells(run)).get(0);
    assertThat(verdict.comparisons()).isEqualTo(4);
    assertThat(verdict.level()).isCloseTo(1 - 0.05 / 4, within(1e-12));
  }

  @Test
  void verdictsAreOfTheUsualWorkersAndSortThreshold() {
    SwigluRunBuilder run = pair(new SwigluRunBuilder().threshold(64), 1, 6, 5);
    pair(run.threshold(8).workers(1), 1, 6, 5);
    pair(run.workers(2), 1, 6, 5);
    pair(run.of("qwen").workers(1).threshold(64), 1, 6, 5);
    SwigluCells cells = cells(run);
    assertThat(cells.baseSettings().stream().map(cells::label))
        .containsExactly(
            "deepseek-v4-flash INT4_SYM", "qwen INT4_SYM, sorted from 64 slots, 1 worker");
  }

  @Test
  void theClaimIsTestedAtTheLowestConcurrency() {
    SwigluRunBuilder run = pair(new SwigluRunBuilder(), 1, 600, 580);
    pair(run, 8, 6000, 3000);
    assertThat(claim(run)).contains("here 10.0 µs", "B=1", "each interval lies below it");
    assertThat(claim(pair(new SwigluRunBuilder(), 2, 6000, 3000)))
        .contains("here 1,500 µs", "more than claimed");
    assertThat(claim(pair(new SwigluRunBuilder(), 2, 1000, 700)))
        .endsWith("of 1 intervals 0 lie below the claim, 0 above it");
    assertThat(Claim.facts(cells(new SwigluRunBuilder()))).isEmpty();
  }

  private static String claim(SwigluRunBuilder run) {
    return Claim.facts(cells(run)).get(0).value();
  }

  @Test
  void theEmptyLaunchIsPricedAgainstTheShortestCall() {
    SwigluRunBuilder run = new SwigluRunBuilder().launch(2, 2, 2);
    run.cell("unfused", 1, 400, 400, 400).cell("unfused", 8, 4000, 4000, 4000);
    assertThat(Claim.facts(cells(run)).get(0).value())
        .startsWith("2.00 µs [2.00, 2.00] with 2 workers")
        .contains("B=1, 400 µs) would be 2.0% of it");
  }
}
