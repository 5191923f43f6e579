// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;
import org.moebench.gate.baseline.BaselineComparison.Compared;
import org.moebench.run.Timing;

class BaselineComparisonTest {
  private static final Fingerprint HERE = GateRuns.fingerprint("here");
  private static final Fingerprint THERE = GateRuns.fingerprint("there");
  private static final Baseline THEN = new GateRuns(1).baseline(HERE);

  private static Compared compare(Baseline then, HeadRun now) {
    return new BaselineComparison(Policy.standard(), Map.of()).compare(then, now);
  }

  private static CellJudgement gemm(Compared compared) {
    return compared.judgement().cells().stream()
        .filter(cell -> cell.cell().equals(GateRuns.GEMM))
        .findFirst()
        .orElseThrow();
  }

  private static List<Verdict> verdicts(Compared compared) {
    return compared.judgement().cells().stream().map(CellJudgement::verdict).toList();
  }

  @Test
  void timesOfTheSameMachineAreCompared() {
    Compared compared = compare(THEN, new GateRuns(2).factor(GateRuns.GEMM, 1.12).head(HERE));
    assertThat(compared.mode()).isEqualTo(Mode.ABSOLUTE);
    assertThat(compared.judgement().state()).isEqualTo(State.JUDGED);
    assertThat(verdicts(compared)).containsExactly(Verdict.REGRESSION, Verdict.PASS);
    CellJudgement gemm = gemm(compared);
    assertThat(gemm.effect()).isBetween(Math.log(1.10), Math.log(1.14));
    assertThat(gemm.low()).isLessThan(gemm.effect());
    assertThat(gemm.high()).isGreaterThan(gemm.effect());
    assertThat(gemm.pValue()).isLessThan(0.001);
    assertThat(gemm.reason()).contains("slower than its baseline (p = ");
    assertThat(compared.judgement().controls()).hasSize(2);
    assertThat(compared.mayFail(false)).isFalse();
    assertThat(compared.mayFail(true)).isTrue();
    compared.requireComparable();
  }

  @Test
  void fasterIsAnImprovement() {
    Compared compared = compare(THEN, new GateRuns(2).factor(GateRuns.GEMM, 0.85).head(HERE));
    assertThat(verdicts(compared)).containsExactly(Verdict.IMPROVEMENT, Verdict.PASS);
  }

  @Test
  void aReferenceThatMovedContaminatesTimes() {
    HeadRun now =
        new GateRuns(2).factor(GateRuns.GEMM, 1.12).factor("control/stream", 1.08).head(HERE);
    Compared compared = compare(THEN, now);
    assertThat(compared.judgement().state()).isEqualTo(State.CONTAMINATED);
    assertThat(compared.judgement().reason())
        .contains("control/stream", "slower since the baseline");
    assertThat(verdicts(compared)).containsOnly(Verdict.UNRESOLVED);
  }

  @Test
  void ratiosOfAnotherMachineAreComparedAtTheWiderMargin() {
    GateRuns twiceAsSlow =
        new GateRuns(2)
            .factor(GateRuns.GEMM, 2)
            .factor(GateRuns.ROUTING, 3 * 1.25)
            .factor("control/stream", 2)
            .factor("control/fma", 3);
    Compared compared = compare(THEN, twiceAsSlow.head(THERE));
    assertThat(compared.mode()).isEqualTo(Mode.RATIO);
    assertThat(compared.differences()).containsExactly("processor 'there' / 'here'");
    assertThat(verdicts(compared)).containsExactly(Verdict.PASS, Verdict.REGRESSION);
    assertThat(compared.mayFail(false)).isTrue();
    assertThat(gemm(compared).margin()).isEqualTo(Math.log1p(0.10));
    assertThat(compared.judgement().controls()).isEmpty();
    HeadRun within = new GateRuns(2).factor(GateRuns.GEMM, 1.07).head(THERE);
    assertThat(gemm(compare(THEN, within)).verdict()).isNotEqualTo(Verdict.REGRESSION);
  }

  @Test
  void ratiosNeedAReferenceOfTheirClass() {
    assertNotComparable(
        withGemm(THEN, null, GateRuns.TIMING), THERE, "no reference of its class (BANDWIDTH)");
    CellForks.Reference other =
        new CellForks.Reference("control/fma", Bottleneck.COMPUTE, gemm(THEN).forks());
    assertNotComparable(
        withGemm(THEN, other, GateRuns.TIMING), THERE, "(BANDWIDTH) in its baseline");
    CellForks.Reference renamed =
        new CellForks.Reference("control/copy", Bottleneck.BANDWIDTH, gemm(THEN).forks());
    assertNotComparable(
        withGemm(THEN, renamed, GateRuns.TIMING),
        THERE,
        "its reference was control/copy (BANDWIDTH), now it is control/stream (BANDWIDTH)");
  }

  @Test
  void otherPlansAreNotCompared() {
    assertNotComparable(
        withGemm(THEN, gemm(THEN).reference(), new Timing(1, 200, 5, 500)),
        HERE,
        "measured for 3 x 500 ms, then 5 x 500 ms, its baseline for 1 x 200 ms, then 5 x 500 ms");
    assertNotComparable(
        new GateRuns(3).rounds(6).baseline(HERE),
        HERE,
        "measured in 12 forks x 5 iterations, its baseline in 6 forks x 5 iterations");
  }

  @Test
  void otherInstructionsAreNotCompared() {
    Fingerprint wide =
        new Fingerprint(
            HERE.cpuModel(),
            HERE.arch(),
            HERE.cores(),
            HERE.cpuQuota(),
            HERE.memoryGibibytes(),
            HERE.caches(),
            HERE.jdk(),
            HERE.vm(),
            512,
            HERE.jvmArgs(),
            HERE.jmh(),
            HERE.plan());
    assertNotComparable(THEN, wide, "kernels run other instructions");
  }

  private static void assertNotComparable(Baseline then, Fingerprint where, String reason) {
    Compared compared = compare(then, new GateRuns(2).head(where));
    CellJudgement gemm = gemm(compared);
    assertThat(gemm.verdict()).isEqualTo(Verdict.INCOMPARABLE);
    assertThat(gemm.reason()).contains(reason);
    UserError error = catchThrowableOfType(UserError.class, compared::requireComparable);
    assertThat(error.status()).isEqualTo(ExitStatus.INCOMPARABLE);
    assertThat(error)
        .hasMessageContaining("of 2 cells cannot be compared")
        .hasMessageContaining(reason);
  }

  private static CellForks gemm(Baseline baseline) {
    return baseline.cell(GateRuns.GEMM).orElseThrow();
  }

  private static Baseline withGemm(Baseline one, CellForks.Reference reference, Timing timing) {
    CellForks gemm = gemm(one);
    CellForks other = new CellForks(gemm.id(), gemm.bottleneck(), timing, gemm.forks(), reference);
    return new Baseline(
        one.created(),
        one.commit(),
        one.reason(),
        one.accepted(),
        one.fingerprint(),
        List.of(other, one.cells().get(1)));
  }

  @Test
  void newAndFailedCellsKeepTheirVerdict() {
    HeadRun now = new GateRuns(2).head(HERE);
    HeadRun failed =
        new HeadRun(
            HERE,
            now.cells(),
            List.of(new PairSource.Failure("swiglu/x", Verdict.ERROR, "does not match")));
    Compared compared = compare(new GateRuns(3).without(GateRuns.GEMM).baseline(HERE), failed);
    assertThat(verdicts(compared)).containsExactly(Verdict.NEW, Verdict.PASS, Verdict.ERROR);
    assertThat(gemm(compared).reason())
        .isEqualTo("the baseline 2027-01-01-0123456789ab does not have it");
  }

  @Test
  void fewForksSayThatTheyCannotShowAnything() {
    Compared compared =
        compare(
            new GateRuns(1).rounds(4).baseline(HERE),
            new GateRuns(2).rounds(4).factor(GateRuns.GEMM, 1.5).head(HERE));
    assertThat(gemm(compared).verdict()).isEqualTo(Verdict.UNRESOLVED);
    assertThat(gemm(compared).reason()).contains("4 forks cannot show any change among 2 cells");
  }

  @Test
  void noisyForksSayWhatTheyCouldHaveSeen() {
    CellJudgement gemm =
        gemm(
            compare(
                new GateRuns(1).noise(0.15).baseline(HERE),
                new GateRuns(2).noise(0.15).head(HERE)));
    assertThat(gemm.verdict()).isEqualTo(Verdict.UNRESOLVED);
    assertThat(gemm.reason()).contains("could have seen ", "% with 80% power");
    assertThat(gemm.detectable()).isGreaterThan(0.1);
  }

  @Test
  void knownBiasWidensTheMarginOrQuarantines() {
    HeadRun now = new GateRuns(2).factor(GateRuns.GEMM, 1.12).head(HERE);
    Compared wide =
        new BaselineComparison(Policy.standard(), Map.of(GateRuns.GEMM, 0.08)).compare(THEN, now);
    assertThat(gemm(wide).margin()).isEqualTo(0.16);
    assertThat(gemm(wide).verdict()).isEqualTo(Verdict.UNRESOLVED);
    Compared biased =
        new BaselineComparison(Policy.standard(), Map.of(GateRuns.GEMM, 0.12)).compare(THEN, now);
    assertThat(gemm(biased).verdict()).isEqualTo(Verdict.QUARANTINED);
  }

  @Test
  void identicalCodeRaisesNoAlarm() {
    for (int seed = 0; seed < 300; seed++) {
      HeadRun now = new GateRuns(10_000 + seed).noise(0.04).head(seed % 2 == 0 ? HERE : THERE);
      Compared compared = compare(new GateRuns(seed).noise(0.04).baseline(HERE), now);
      assertThat(verdicts(compared)).doesNotContain(Verdict.REGRESSION);
    }
  }
}
