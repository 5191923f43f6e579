// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.moebench.gate.Judgement.State;
import org.moebench.run.Timing;
import org.moebench.stats.HodgesLehmann;

class ProcedureTest {
  private static final double NOISE = 0.02;

  private final GateCell a = cell("gemm/a", "gemm");
  private final GateCell b = cell("gemm/b", "gemm");
  private final GateCell control = cell("control/x", GateCell.CONTROL);
  private final Fake source = new Fake();
  private PairLog log;
  private Map<String, Double> bias;

  @BeforeEach
  void noBias() {
    bias = Map.of();
  }

  private static GateCell cell(String id, String operation) {
    return new GateCell(
        id,
        operation,
        "org.moebench.bench.X.run",
        Map.of(),
        Bottleneck.COMPUTE,
        new Timing(1, 1, 1, 1),
        64,
        1);
  }

  private Judgement run() {
    return run(Policy.standard());
  }

  private Judgement run(Policy policy) {
    log = new PairLog();
    return new Procedure(policy, bias).run(List.of(a, b), List.of(control), source, log);
  }

  private static CellJudgement of(Judgement judgement, GateCell cell) {
    return judgement.cells().stream()
        .filter(one -> one.cell().equals(cell.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingChangedPasses() {
    Judgement judgement = run();
    assertThat(judgement.state()).isEqualTo(State.JUDGED);
    assertThat(judgement.cells()).extracting(CellJudgement::verdict).containsOnly(Verdict.PASS);
    assertThat(judgement.controls()).extracting(CellJudgement::verdict).containsOnly(Verdict.PASS);
    assertThat(source.asked).containsExactly("SCREEN 6 [gemm/a, gemm/b, control/x]");
    CellJudgement one = of(judgement, a);
    assertThat(one.screened()).isEqualTo(6);
    assertThat(one.confirmed()).isZero();
    assertThat(one.pValue()).isNull();
    assertThat(one.low()).isLessThan(one.effect());
    assertThat(one.high()).isGreaterThan(one.effect());
    assertThat(one.detectable()).isBetween(0.03, 0.15);
  }

  @Test
  void slowdownIsConfirmedOnFreshPairsOnly() {
    source.effects.put(a.id(), Math.log(1.12));
    Judgement judgement = run();
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(of(judgement, b).verdict()).isEqualTo(Verdict.PASS);
    assertThat(source.asked.get(1)).isEqualTo("CONFIRM 12 [gemm/a, control/x]");
    CellJudgement one = of(judgement, a);
    assertThat(one.confirmed()).isEqualTo(12);
    assertThat(one.pValue()).isLessThanOrEqualTo(0.01);
    double[] fresh = log.logRatios(a.id(), Stage.CONFIRM);
    assertThat(one.effect()).isEqualTo(HodgesLehmann.estimate(fresh)).isBetween(0.09, 0.14);
    assertThat(one.reason()).contains("slower").contains("12 fresh pairs");
  }

  @Test
  void slowScreenAloneIsNoRegression() {
    source.screenOnly.put(a.id(), 0.1);
    Judgement judgement = run();
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.PASS);
    assertThat(of(judgement, a).confirmed()).isEqualTo(12);
  }

  @Test
  void slowerThanTheEffectButLessThanReportedIsNoRegression() {
    source.noise = 0.002;
    source.effects.put(a.id(), Math.log(1.042));
    assertThat(of(run(), a).verdict()).isEqualTo(Verdict.PASS);
    assertThat(of(run(), a).pValue()).isLessThan(0.001);
  }

  @Test
  void improvementIsConfirmedTheSameWay() {
    source.effects.put(b.id(), Math.log(0.85));
    Judgement judgement = run();
    assertThat(of(judgement, b).verdict()).isEqualTo(Verdict.IMPROVEMENT);
    assertThat(of(judgement, b).effect()).isNegative();
    assertThat(of(judgement, b).reason()).contains("faster");
  }

  @Test
  void candidatesBeyondTheBudgetStayUnresolved() {
    source.effects.put(a.id(), Math.log(1.12));
    source.effects.put(b.id(), Math.log(1.30));
    source.mostConfirmed = 2; // one candidate and the control
    Judgement judgement = run();
    assertThat(of(judgement, b).verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.UNRESOLVED);
    assertThat(of(judgement, a).reason()).contains("no time was left to confirm");
  }

  @Test
  void secondLookGoesOnWithOpenCandidatesOnly() {
    Policy standard = Policy.standard();
    Policy two =
        new Policy(
            0.03,
            0.05,
            0.10,
            0.01,
            6,
            List.of(16, 24),
            List.of(0.5, 0.5),
            standard.mostNoise(),
            standard.mostBias(),
            standard.controlEffect(),
            standard.mostUnresolved(),
            standard.mostQuarantined());
    source.noise = 0.06;
    source.effects.put(a.id(), Math.log(1.5));
    source.effects.put(b.id(), Math.log(1.08));
    Judgement judgement = run(two);
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(of(judgement, a).confirmed()).isEqualTo(16);
    assertThat(of(judgement, b).confirmed()).isEqualTo(24);
  }

  @Test
  void aMovedControlSpoilsTheRun() {
    source.effects.put(control.id(), 0.06);
    source.effects.put(a.id(), Math.log(1.2));
    Judgement judgement = run();
    assertThat(judgement.state()).isEqualTo(State.CONTAMINATED);
    assertThat(judgement.reason()).contains("control/x").contains("slower");
    assertThat(judgement.cells())
        .extracting(CellJudgement::verdict)
        .containsOnly(Verdict.UNRESOLVED);
    assertThat(source.asked).hasSize(2).last().isEqualTo("CONFIRM 10 [control/x]");
  }

  @Test
  void aControlThatOnlyLookedMovedDoesNot() {
    source.screenOnly.put(control.id(), 0.06);
    source.effects.put(a.id(), Math.log(1.2));
    Judgement judgement = run();
    assertThat(judgement.state()).isEqualTo(State.JUDGED);
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.REGRESSION);
  }

  @Test
  void aControlThatMovesWhileConfirmingSpoilsTheRun() {
    source.confirmOnly.put(control.id(), 0.05);
    source.effects.put(a.id(), Math.log(1.2));
    assertThat(run().state()).isEqualTo(State.CONTAMINATED);
  }

  @Test
  void noisyCellsAreNotJudged() {
    source.noises.put(a.id(), 0.3);
    CellJudgement one = of(run(), a);
    assertThat(one.verdict()).isEqualTo(Verdict.UNRESOLVED);
    assertThat(one.reason()).contains("deviate");
  }

  @Test
  void unresolvedSaysWhatCouldHaveBeenSeen() {
    source.noises.put(a.id(), 0.09);
    source.noises.put(b.id(), 0.001);
    for (long seed = 0; ; seed++) {
      source.random.setSeed(seed);
      CellJudgement one = of(run(), a);
      if (one.verdict() == Verdict.UNRESOLVED && one.noise() < 0.12 && one.confirmed() == 0) {
        assertThat(one.reason()).contains("could have seen").contains("80% power");
        assertThat(one.pairsNeeded()).isGreaterThan(6);
        assertThat(one.detectable()).isGreaterThan(Math.log(1.1));
        return;
      }
      assertThat(seed).isLessThan(100);
    }
  }

  @Test
  void knownBiasWidensTheMargin() {
    bias = Map.of(a.id(), 0.06);
    source.noise = 0.005;
    source.effects.put(a.id(), Math.log(1.10));
    CellJudgement one = of(run(), a);
    assertThat(one.margin()).isEqualTo(0.12);
    assertThat(one.verdict()).isNotEqualTo(Verdict.REGRESSION);
    assertThat(one.confirmed()).isZero();
  }

  @Test
  void muchBiasIsQuarantine() {
    bias = Map.of(a.id(), 0.11);
    source.effects.put(a.id(), 0.5);
    CellJudgement one = of(run(), a);
    assertThat(one.verdict()).isEqualTo(Verdict.QUARANTINED);
    assertThat(one.effect()).isBetween(0.4, 0.6);
  }

  @Test
  void failuresKeepTheirVerdict() {
    source.failing.put(a.id(), Verdict.MISSING);
    Judgement judgement = run();
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.MISSING);
    assertThat(of(judgement, a).effect()).isNull();
    assertThat(of(judgement, b).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void failureWhileConfirmingIsAnError() {
    source.effects.put(a.id(), Math.log(1.3));
    source.failingInConfirm.add(a.id());
    Judgement judgement = run();
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.ERROR);
    assertThat(of(judgement, b).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void stoppedAndUnfitJudgeNothing() {
    source.stopAt = Stage.SCREEN;
    assertThat(run().state()).isEqualTo(State.STOPPED);
    source.stopAt = null;
    source.unfitAt = Stage.CONFIRM;
    source.effects.put(a.id(), 0.3);
    Judgement judgement = run();
    assertThat(judgement.state()).isEqualTo(State.UNFIT);
    assertThat(judgement.reason()).isEqualTo("steal");
    assertThat(of(judgement, a).verdict()).isEqualTo(Verdict.UNRESOLVED);
  }

  @Test
  void invalidPairsDoNotCount() {
    source.invalidEffect = 0.5;
    assertThat(of(run(), a).verdict()).isEqualTo(Verdict.PASS);
    assertThat(log.all()).filteredOn(pair -> !pair.valid()).isNotEmpty();
  }

  @Test
  void everyCellFailingIsStillAJudgement() {
    source.failing.put(a.id(), Verdict.NEW);
    source.failing.put(b.id(), Verdict.NEW);
    assertThat(run().cells()).extracting(CellJudgement::verdict).containsOnly(Verdict.NEW);
  }

  /** Gaussian pairs with effects by cell. */
  private static final class Fake implements PairSource {
    final Map<String, Double> effects = new HashMap<>();
    final Map<String, Double> screenOnly = new HashMap<>();
    final Map<String, Double> confirmOnly = new HashMap<>();
    final Map<String, Double> noises = new HashMap<>();
    final Map<String, Verdict> failing = new HashMap<>();
    final Set<String> failingInConfirm = new HashSet<>();
    final List<String> asked = new ArrayList<>();
    final Random random = new Random(7);
    double noise = NOISE;
    double invalidEffect;
    int mostConfirmed = 100;
    Stage stopAt;
    Stage unfitAt;

    @Override
    public Measured measure(List<GateCell> cells, Stage stage, int pairs) {
      asked.add(stage + " " + pairs + " " + cells.stream().map(GateCell::id).toList());
      List<Pair> measured = new ArrayList<>();
      List<Failure> failures = new ArrayList<>();
      for (GateCell cell : cells) {
        boolean fails = stage == Stage.CONFIRM && failingInConfirm.contains(cell.id());
        if (failing.containsKey(cell.id()) || fails) {
          Verdict verdict = fails ? Verdict.ERROR : failing.get(cell.id());
          failures.add(new Failure(cell.id(), verdict, "because"));
          continue;
        }
        for (int i = 0; i < pairs; i++) {
          measured.add(pair(cell, stage, i, logRatio(cell, stage), null));
        }
        if (invalidEffect > 0) {
          measured.add(pair(cell, stage, pairs, invalidEffect, "steal"));
        }
      }
      return new Measured(measured, failures, unfitAt == stage ? "steal" : null, stopAt == stage);
    }

    private double logRatio(GateCell cell, Stage stage) {
      Map<String, Double> own = stage == Stage.SCREEN ? screenOnly : confirmOnly;
      return effects.getOrDefault(cell.id(), 0.0)
          + own.getOrDefault(cell.id(), 0.0)
          + noises.getOrDefault(cell.id(), noise) * random.nextGaussian();
    }

    private static Pair pair(GateCell cell, Stage stage, int round, double d, String invalid) {
      return new Pair(
          cell.id(),
          stage,
          round,
          round % 2 == 0,
          ForkTimes.of(10),
          ForkTimes.of(10 * Math.exp(d)),
          invalid);
    }

    @Override
    public boolean affords(List<GateCell> cells, int pairs) {
      return cells.size() <= mostConfirmed;
    }
  }
}
