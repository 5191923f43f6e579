// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RoutingRunBuilder;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

class RoutingVerdictTest {
  private static RoutingVerdict verdict(ResultSet set) {
    RoutingCells cells = new RoutingCells(set);
    return RoutingVerdict.of(cells, cells.baseSettings().get(0));
  }

  private static Finding finding(RoutingRunBuilder run) {
    return VerdictSection.finding(verdict(run.build()));
  }

  /** Three rounds a percent apart. */
  private static double[] about(double time) {
    return new double[] {time, time * 1.01, time * 0.99};
  }

  private static RoutingRunBuilder three(RoutingRunBuilder run, int tokens, double... times) {
    return run.cell("staged", tokens, about(times[0]))
        .cell("scalar", tokens, about(times[1]))
        .cell("vector", tokens, about(times[2]));
  }

  @Test
  void oneVariantIsFastestEverywhere() {
    RoutingRunBuilder run = three(new RoutingRunBuilder(), 1, 7000, 2000, 1000);
    three(three(run, 32, 5000, 2000, 1000), 4096, 4800, 2400, 800);
    Finding finding = finding(run);
    assertThat(finding.tone()).isEqualTo(Tone.GOOD);
    assertThat(finding.subject()).isEqualTo("deepseek-v3");
    assertThat(finding.answer()).isEqualTo("vector is fastest at every T from 1 to 4,096");
    assertThat(finding.sentence())
        .isEqualTo(
            "Vector is fastest at every T from 1 to 4,096 (1,000 ns per token at T=1; 800 at"
                + " T=4,096), 7.00× [7.00, 7.00] the speed of staged at T=1 and 6.00× [6.00, 6.00]"
                + " at T=4,096. Fusing the passes (scalar against staged) gives 3.50× [3.50, 3.50]"
                + " at T=1 and 2.00× [2.00, 2.00] at T=4,096; vectors (vector, against scalar) give"
                + " 2.00× [2.00, 2.00] at T=1 and 3.00× [3.00, 3.00] at T=4,096.");
  }

  @Test
  void theFactorsMultiplyToTheGain() {
    RoutingVerdict verdict = verdict(three(new RoutingRunBuilder(), 8, 6100, 2300, 900).build());
    RoutingVerdict.Batch batch = verdict.batches().get(0);
    assertThat(batch.fusing().value() * batch.vectors().value())
        .isCloseTo(batch.overStaged().value(), within(1e-9));
    assertThat(batch.vector()).isEqualTo("vector");
  }

  @Test
  void saysFromWhichBatchOnAnotherVariantIsFastest() {
    RoutingRunBuilder run = three(new RoutingRunBuilder(), 1, 7000, 900, 1000);
    three(three(run, 8, 5000, 900, 1000), 32, 5000, 2000, 1000);
    three(run, 256, 5000, 2000, 1000);
    assertThat(finding(run).answer())
        .isEqualTo("scalar is fastest up to T=8; vector is fastest from T=32 on");
  }

  @Test
  void cannotTellWhereIntervalsIncludeOne() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .cell("staged", 1, 7000, 7100, 6900)
            .cell("scalar", 1, 1000, 1100, 1050)
            .cell("vector", 1, 1040, 1050, 1060);
    Finding finding = finding(three(run, 8, 5000, 2000, 1000));
    assertThat(finding.tone()).isEqualTo(Tone.WARN);
    assertThat(finding.answer())
        .isEqualTo("cannot tell at T=1: scalar or vector; vector is fastest at T=8");
    assertThat(finding.sentence())
        .startsWith(
            "At T=1 the fastest cannot be told from the next (scalar 1,050, vector 1,050 ns per"
                + " token), 6.6");
  }

  @Test
  void aDifferenceTooSmallToMatterIsNone() {
    RoutingRunBuilder run =
        new RoutingRunBuilder().cell("scalar", 1, about(1000)).cell("vector", 1, about(995));
    assertThat(finding(run).answer()).isEqualTo("cannot tell at T=1: vector or scalar");
  }

  @Test
  void everyComparisonMakesIntervalsWider() {
    RoutingVerdict one = verdict(three(new RoutingRunBuilder(), 1, 7, 2, 1).build());
    RoutingRunBuilder two = three(three(new RoutingRunBuilder(), 1, 7, 2, 1), 8, 7, 2, 1);
    assertThat(one.comparisons()).isEqualTo(3);
    assertThat(verdict(two.build()).comparisons()).isEqualTo(6);
    assertThat(one.level()).isCloseTo(1 - 0.05 / 3, within(1e-12));
    assertThat(verdict(two.build()).level()).isCloseTo(1 - 0.05 / 6, within(1e-12));
  }

  @Test
  void worksWithoutStagedAndWithoutScalar() {
    RoutingRunBuilder unstaged =
        new RoutingRunBuilder().cell("scalar", 1, about(2000)).cell("vector", 1, about(1000));
    assertThat(finding(unstaged).sentence())
        .isEqualTo(
            "Vector is fastest at T=1 (1,000 ns per token). Vectors (vector, against scalar) give"
                + " 2.00× [2.00, 2.00] at T=1.");
    RoutingRunBuilder unscalar =
        new RoutingRunBuilder().cell("staged", 1, about(5000)).cell("vector", 1, about(1000));
    assertThat(finding(unscalar).sentence())
        .contains("5.00× [5.00, 5.00] the speed of staged")
        .endsWith("How much is fusing and how much vectors is not known without scalar.");
  }

  @Test
  void aFailedRivalLeavesADoubt() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .cell("staged", 1, about(5000))
            .cell("scalar", 1, about(2000))
            .without("vector", 1, Status.FAILED, "token 3");
    Finding finding = finding(run);
    assertThat(finding.tone()).isEqualTo(Tone.WARN);
    assertThat(finding.sentence()).contains("; without a time: vector.");
  }

  @Test
  void oneRoundGivesRatiosWithoutIntervals() {
    RoutingRunBuilder run = new RoutingRunBuilder().cell("staged", 1, 6000).cell("scalar", 1, 2000);
    Finding finding = finding(run);
    assertThat(finding.answer()).isEqualTo("cannot tell at T=1: scalar or staged");
    assertThat(finding.sentence()).contains("gives 3.00× at T=1").doesNotContain("[");
  }

  @Test
  void verdictsAreForTheFewestWorkersOfEachRouterAndLogits() {
    RoutingRunBuilder run = three(new RoutingRunBuilder(), 1, 7, 2, 1);
    three(run.workers(2), 1, 4, 2, 1);
    three(run.logits("bf16"), 1, 4, 2, 1);
    RoutingCells cells = new RoutingCells(run.build());
    assertThat(cells.baseSettings())
        .extracting(Setting::label)
        .containsExactly("deepseek-v3", "deepseek-v3 bf16, 2 workers");
    Block block = VerdictSection.of(List.of()).blocks().get(0);
    assertThat(((Block.Note) block).text()).contains("no verdict");
  }
}
