// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.moebench.report.ModelRunBuilder;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.result.Status;

class ModelVerdictTest {
  // Forks differ by far more than the strategies do; turns tell these apart.
  private static final double[] FORKS = {6, 9, 5};

  private static ModelCells cells(ModelRunBuilder run) {
    return new ModelCells(run.build());
  }

  private static ModelVerdict verdict(ModelRunBuilder run) {
    return ModelVerdict.of(cells(run)).get(0);
  }

  private static Finding finding(ModelRunBuilder run) {
    ModelCells cells = cells(run);
    return VerdictSection.finding(cells, ModelVerdict.of(cells).get(0));
  }

  /** Ratios around one, a thousandth apart. */
  private static double[] about(double ratio) {
    return new double[] {ratio * 1.001, ratio, ratio * 0.999};
  }

  /** A run of always-prefill, which takes twice the time of unified-tuned, and unified-tuned. */
  private static ModelRunBuilder base() {
    return new ModelRunBuilder()
        .turns("always-prefill", FORKS, about(0.5))
        .turns("unified-tuned", FORKS, about(2));
  }

  private static List<Fact> facts(ModelRunBuilder run) {
    ModelCells cells = cells(run);
    return Claims.facts(cells, ModelVerdict.of(cells));
  }

  private static Fact fact(ModelRunBuilder run, String label) {
    return facts(run).stream().filter(f -> f.label().contains(label)).findFirst().orElseThrow();
  }

  @Test
  void tunedIsBestWhereTurnsSaySo() {
    Finding finding = finding(base().turns("unified-auto", FORKS, about(0.8)));
    assertThat(finding.tone()).isEqualTo(Tone.GOOD);
    assertThat(finding.subject()).isEqualTo("mixtral-tiny, published");
    assertThat(finding.answer()).isEqualTo("use unified-tuned");
    assertThat(finding.sentence())
        .contains("Time of unified-tuned: -20.0% [", "against unified-auto, the fastest other")
        .contains("(within 3% of the best)", "(not slower)")
        .contains("Speed over always-prefill: unified-tuned 2.00× [", ", unified-auto 1.60× [");
  }

  @Test
  void speedUpsAreQuotientsOfTurns() {
    ModelVerdict verdict = verdict(base().turns("always-decode", FORKS, about(0.25)));
    assertThat(verdict.overPrefill().get("always-decode").speedUp().value())
        .isCloseTo(0.5, within(1e-3));
    assertThat(verdict.overPrefill().get("unified-tuned").speedUp().value())
        .isCloseTo(2, within(1e-2));
    assertThat(verdict.overPrefill()).doesNotContainKey("always-prefill");
    assertThat(verdict.tunedTime("always-decode").value()).isCloseTo(0.25, within(1e-3));
  }

  @Test
  void alikeStrategiesAreAllNamedTheFastestFirst() {
    ModelRunBuilder run =
        base()
            .turns("unified-auto", FORKS, about(1.004))
            .turns("unified-hinted", FORKS, about(0.996));
    assertThat(finding(run).answer())
        .isEqualTo("use unified-auto, unified-tuned or unified-hinted");
  }

  @Test
  void theClaimOfThreePercentHoldsFailsOrIsOpen() {
    assertThat(verdict(base().turns("manual-branch", FORKS, about(1.02))).nearBest())
        .contains(Answer.YES);
    assertThat(verdict(base().turns("manual-branch", FORKS, about(1.05))).nearBest())
        .contains(Answer.NO);
    double[] wide = {1.0, 1.03, 1.06};
    assertThat(verdict(base().turns("manual-branch", FORKS, wide)).nearBest())
        .contains(Answer.OPEN);
    assertThat(verdict(new ModelRunBuilder().alone("manual-branch", FORKS)).nearBest()).isEmpty();
  }

  @Test
  void oneStrategyFarAheadIsEnoughToFail() {
    double[] wide = {0.9, 1.03, 1.1};
    ModelRunBuilder run =
        base()
            .turns("unified-auto", FORKS, wide)
            .turns("manual-branch", FORKS, about(1.1))
            .turns("unified-hinted", FORKS, about(0.9));
    assertThat(verdict(run).nearBest()).contains(Answer.NO);
    assertThat(verdict(run).nearest()).contains("manual-branch");
    assertThat(finding(run).tone()).isEqualTo(Tone.WARN);
  }

  @Test
  void worseThanThePublishedRuleOnlyBeyondNoiseAndByOnePercent() {
    assertThat(notWorse(about(1.02))).contains(Answer.NO);
    assertThat(notWorse(about(1.0))).contains(Answer.YES);
    assertThat(notWorse(about(0.7))).contains(Answer.YES);
    assertThat(notWorse(0.97, 1.01, 1.05)).contains(Answer.OPEN);
    assertThat(verdict(base()).notWorse()).isEmpty();
  }

  private static Optional<Answer> notWorse(double... ratios) {
    return verdict(base().turns("unified-auto", FORKS, ratios)).notWorse();
  }

  @Test
  void claimsAreOfAllSettings() {
    ModelRunBuilder run = base().turns("unified-auto", FORKS, about(0.99));
    assertThat(fact(run, "within 3%").value())
        .startsWith("holds in 1 of 1 settings, closest in mixtral-tiny, published (-1.0%");
    run.of("deepseek-tiny")
        .turns("unified-tuned", FORKS, about(2))
        .turns("unified-auto", FORKS, about(1.06));
    Fact near = fact(run, "within 3%");
    assertThat(near.tone()).isEqualTo(Tone.BAD);
    assertThat(near.value())
        .startsWith("does not hold in deepseek-tiny, published (+6.0% [")
        .contains("against unified-auto)", "; holds in 1 of 2 settings");
    assertThat(fact(run, "never worse").value()).startsWith("does not hold in deepseek-tiny");
    run.routing("realistic")
        .turns("unified-tuned", FORKS, about(2))
        .turns("unified-auto", FORKS, 0.95, 1.02, 1.06);
    assertThat(fact(run, "never worse").tone()).isEqualTo(Tone.BAD);
    assertThat(fact(run, "never worse").value())
        .contains("; cannot tell in ", "deepseek-tiny, realistic (");
  }

  @Test
  void theWorthOfDispatchingIsARange() {
    ModelRunBuilder run = base();
    assertThat(fact(run, "unified-tuned over").value())
        .startsWith("2.00× [")
        .endsWith("(mixtral-tiny, published)");
    run.of("deepseek-tiny")
        .turns("always-prefill", FORKS, about(0.8))
        .turns("unified-tuned", FORKS, about(1.25));
    assertThat(fact(run, "unified-tuned over").value())
        .startsWith("from 1.25× [")
        .contains("(deepseek-tiny, published) to 2.00× [");
  }

  @Test
  void decidingIsPricedUnderPublishedRouting() {
    ModelRunBuilder run =
        base().turns("unified-auto", FORKS, about(0.9)).turns("unified-hinted", FORKS, about(0.99));
    assertThat(fact(run, "cost of deciding").value())
        .contains("+10.0% [", "about 25% of a kernel call");
    assertThat(facts(new ModelRunBuilder().routing("realistic").alone("unified-auto", FORKS)))
        .noneMatch(f -> f.label().equals("cost of deciding"));
  }

  @Test
  void everyComparisonMakesIntervalsWider() {
    ModelVerdict verdict = verdict(base().turns("unified-auto", FORKS, about(1)));
    assertThat(verdict.comparisons()).isEqualTo(3);
    assertThat(verdict.level()).isCloseTo(1 - 0.05 / 3, within(1e-12));
  }

  @Test
  void aFailedRivalLeavesADoubt() {
    ModelRunBuilder run =
        base()
            .turns("unified-auto", FORKS, about(0.8))
            .without("unified-hinted", Status.FAILED, "row 3");
    assertThat(finding(run).tone()).isEqualTo(Tone.WARN);
    assertThat(finding(run).sentence()).endsWith("Without a time: unified-hinted.");
  }

  @Test
  void withoutTurnsForksOfTheSameRoundsAreCompared() {
    double[] half = Arrays.stream(FORKS).map(ms -> ms / 2).toArray();
    ModelVerdict verdict =
        verdict(new ModelRunBuilder().alone("always-prefill", FORKS).alone("unified-tuned", half));
    assertThat(verdict.overPrefill().get("unified-tuned").speedUp().value())
        .isCloseTo(2, within(1e-9));
    assertThat(verdict.candidates())
        .extracting(ModelCell::strategy)
        .containsExactly("unified-tuned");
  }
}
