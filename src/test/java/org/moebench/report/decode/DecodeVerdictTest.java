// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.DecodeRunBuilder;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.evidence.Trust;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

class DecodeVerdictTest {
  private static DecodeRun run(DecodeRunBuilder builder) {
    return DecodeRun.of(builder.build());
  }

  private static DecodeRunBuilder builder() {
    return new DecodeRunBuilder().ceilings(10, 10, 10);
  }

  private static double[] flat(double time) {
    return new double[] {time, time, time};
  }

  private static Block.Finding finding(DecodeRunBuilder builder) {
    return VerdictSection.of(run(builder)).blocks().stream()
        .filter(block -> block instanceof Block.Findings)
        .map(block -> ((Block.Findings) block).items())
        .findFirst()
        .orElseThrow()
        .get(0);
  }

  private static List<Fact> facts(DecodeRunBuilder builder) {
    return Claims.facts(run(builder));
  }

  @Test
  void theCrossingIsTheAnswer() {
    Block.Finding finding =
        finding(builder().rows(1, 2, flat(1)).rows(4, 1, flat(1.2)).rows(16, 0.5, flat(3)));
    assertThat(finding.tone()).isEqualTo(Tone.GOOD);
    assertThat(finding.answer()).isEqualTo("decode kernel up to 4 rows [4, 4]");
    assertThat(finding.sentence())
        .isEqualTo(
            "At 1 row it reads 8.00 GB/s of weights, 80% of the read ceiling. Its speed over the"
                + " prefill kernel: 2.00× [2.00, 2.00] at 1 row and 0.50× [0.50, 0.50] at 16"
                + " rows.");
  }

  @Test
  void theCrossingHasTheIntervalOfItsRounds() {
    double[] ms = flat(1);
    DecodeRunBuilder builder =
        builder()
            .rows(1, new double[] {2, 2.1, 1.9}, ms)
            .rows(8, new double[] {1, 1.2, 0.8}, ms)
            .rows(32, new double[] {0.5, 0.55, 0.45}, ms);
    Ladder ladder = run(builder).ladders().get(0);
    assertThat(ladder.crossing().orElseThrow().low()).isLessThan(7);
    assertThat(ladder.crossing().orElseThrow().high()).isGreaterThan(9);
    assertThat(ladder.meetsBeyond()).isFalse();
  }

  @Test
  void kernelsThatMeetOutsideTheMeasuredRowsAreNotGivenALimit() {
    assertThat(finding(builder().rows(1, 2, flat(1)).rows(8, 1.5, flat(1))).answer())
        .isEqualTo("decode kernel up to 8 rows and maybe more");
    assertThat(finding(builder().rows(1, 0.9, flat(1)).rows(8, 0.5, flat(1))).answer())
        .startsWith("prefill kernel from the first row");
    Block.Finding one = finding(builder().rows(1, 2, flat(1)).rowsAlone(8, flat(1)));
    assertThat(one.answer()).isEqualTo("cannot tell where the kernels meet");
    assertThat(one.tone()).isEqualTo(Tone.WARN);
  }

  @Test
  void roundsThatMissARowCountStillTell() {
    DecodeRunBuilder builder = builder().rows(1, 2, 1, 1, 1).rows(4, 0.5, 1);
    Ladder ladder = run(builder).ladders().get(0);
    assertThat(ladder.crossing().orElseThrow().decodeRows()).isEqualTo(2);
  }

  @Test
  void targetsAreJudgedByIntervalsAlone() {
    Estimate sure = new Estimate(0.8, 0.79, 0.81);
    assertThat(Held.atLeast(0.78, sure)).isEqualTo(Held.YES);
    assertThat(Held.atLeast(0.80, sure)).isEqualTo(Held.OPEN);
    assertThat(Held.atLeast(0.82, sure)).isEqualTo(Held.NO);
    assertThat(Held.atMost(0.81, sure)).isEqualTo(Held.YES);
    assertThat(Held.atMost(0.80, sure)).isEqualTo(Held.OPEN);
    assertThat(Held.atMost(0.78, sure)).isEqualTo(Held.NO);
    Estimate single = new Estimate(0.9, Double.NaN, Double.NaN);
    assertThat(Held.atLeast(0.1, single)).isEqualTo(Held.OPEN);
    assertThat(Held.atMost(1, single)).isEqualTo(Held.OPEN);
  }

  @Test
  void everyFormatIsHeldToTheTargetOfItsBits() {
    List<Fact> facts =
        facts(
            builder()
                .rows(1, 2, flat(1))
                .format("FP8_E4M3")
                .rows(1, 2, flat(1.25))
                .format("INT4_SYM")
                .rows(1, 2, flat(1.25))
                .format("INT2_ASYM")
                .rows(1, 2, flat(4))
                .format("FP32")
                .rows(1, 2, flat(4)));
    assertThat(facts).hasSize(3);
    assertThat(facts.get(0).label()).contains("8-bit").contains("78%");
    assertThat(facts.get(0).value())
        .isEqualTo("INT8_SYM 80.0% [80.0, 80.0] holds; FP8_E4M3 64.0% [64.0, 64.0] does not hold");
    assertThat(facts.get(0).tone()).isEqualTo(Tone.BAD);
    assertThat(facts.get(1).value()).isEqualTo("INT4_SYM 64.0% [64.0, 64.0] holds");
    assertThat(facts.get(1).tone()).isEqualTo(Tone.PLAIN);
    assertThat(facts.get(2).value()).isEqualTo("INT2_ASYM 20.0% [20.0, 20.0] does not hold");
  }

  @Test
  void theShareIsOfTheCeilingOfItsRound() {
    DecodeRun run = run(new DecodeRunBuilder().ceilings(20, 10, 12.5).rows(1, 2, 0.5, 1.25, 0.8));
    Estimate share = run.rates().get(0).readShare(); // 16/20, 6.4/10, 10/12.5
    assertThat(share.value()).isCloseTo(0.8, within(1e-9));
    assertThat(share.low()).isLessThan(0.64);
    assertThat(run.rates().get(0).gbps()).isCloseTo(10, within(1e-9));
    double flops = 2.0 * 8 * 3072 * 1536 * 1e-6;
    assertThat(run.rates().get(0).fmaShare()).isCloseTo(flops / 0.8 / 125, within(1e-9));
  }

  @Test
  void fourRowsAreComparedWithOne() {
    DecodeRunBuilder builder = builder().rows(1, 3, flat(1)).rows(4, 2, flat(1.5));
    assertThat(facts(builder).get(1).value()).isEqualTo("INT8_SYM 1.50× [1.50, 1.50] holds");
    builder = builder().rows(1, 3, flat(1)).rows(4, 2, flat(1.7));
    assertThat(facts(builder).get(1).value()).endsWith("does not hold");
    builder = builder().format("INT4_SYM").rows(1, 3, flat(1)).rows(4, 2, flat(3));
    assertThat(facts(builder)).hasSize(1);
  }

  @Test
  void strategiesAreRelatedThroughWhatTheyTookTurnsWith() {
    DecodeRunBuilder builder =
        builder()
            .trace("olmoe-decode", "16", "unified-auto", "unified-tuned", 0.8, 5, 9, 7)
            .trace("olmoe-decode", "16", "unified-tuned", "always-prefill", 3, 4, 4, 4);
    TraceVerdict verdict = run(builder).traces().get(0);
    assertThat(verdict.cells())
        .extracting(DecodeCell::variant)
        .containsExactly("unified-auto", "unified-tuned");
    assertThat(verdict.overPrefill().get("unified-tuned").speedUp().value())
        .isCloseTo(3, within(1e-9));
    assertThat(verdict.overPrefill().get("unified-auto").speedUp().value())
        .isCloseTo(2.4, within(1e-9));
    assertThat(verdict.contest().rivals()).isEqualTo(3);
    assertThat(verdict.candidates()).containsExactly("unified-tuned");
    assertThat(verdict.level()).isCloseTo(1 - 0.05 / 3, within(1e-9));
    assertThat(facts(builder))
        .extracting(Fact::value)
        .containsExactly("never beyond noise, on 1 workload");
  }

  @Test
  void aTunedRuleThatLosesIsNamed() {
    DecodeRunBuilder builder =
        builder()
            .trace("olmoe-decode", "16", "unified-tuned", "always-prefill", 3, flat(4))
            .trace("olmoe-decode", "16", "always-decode", "unified-tuned", 1.2, flat(3));
    Fact fact = facts(builder).get(0);
    assertThat(fact.tone()).isEqualTo(Tone.WARN);
    assertThat(fact.value()).isEqualTo("on 1 of 1 workload: olmoe-decode B=16 by always-decode");
  }

  @Test
  void differentInputsOfOneSettingAreAWarning() {
    DecodeRunBuilder builder = builder().rows(1, 2, flat(1)).inputs("b").rows(4, 2, flat(1));
    builder.inputs("c").trace("olmoe-decode", "8", "unified-tuned", "always-prefill", 2, flat(1));
    builder.inputs("d").trace("olmoe-decode", "16", "unified-tuned", "always-prefill", 2, flat(1));
    builder.inputs("e").shape(512, 512).rows(1, 2, flat(1));
    assertThat(new Trust(builder.build(), DecodeReport.BASIS).warnings()).isEmpty();
    builder
        .shape(3072, 1536)
        .inputs("f")
        .trace("olmoe-decode", "8", "unified-auto", "unified-tuned", 1, flat(1));
    assertThat(new Trust(builder.build(), DecodeReport.BASIS).warnings())
        .singleElement()
        .asString()
        .contains("ran on different inputs");
  }

  @Test
  void withoutFiguresThereIsNoVerdict() {
    assertThat(VerdictSection.of(run(new DecodeRunBuilder())).blocks().toString())
        .contains("there is no verdict");
    Block.Finding failed = finding(builder().without(1, Status.FAILED, "died"));
    assertThat(failed.answer()).isEqualTo("no figures");
    assertThat(failed.tone()).isEqualTo(Tone.BAD);
  }
}
