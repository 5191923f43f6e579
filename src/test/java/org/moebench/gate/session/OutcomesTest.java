// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.GateOutcome;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.gate.session.GateRequest.Rules;

class OutcomesTest {
  private static final Rules RULES = new Rules(Policy.standard(), false, false);
  private static final Rules STRICT = new Rules(Policy.standard(), true, true);

  private final List<CellJudgement> cells = new ArrayList<>();
  private final List<CellJudgement> controls =
      new ArrayList<>(List.of(cell("control/fma", Verdict.PASS, 1.001)));
  private final List<Waiver> waivers = new ArrayList<>();
  private State state = State.JUDGED;

  private static CellJudgement cell(String id, Verdict verdict, double ratio) {
    double effect = Math.log(ratio);
    return new CellJudgement(
        id,
        verdict,
        effect,
        effect - 0.02,
        effect + 0.02,
        0.03,
        0.01,
        6,
        0,
        null,
        null,
        null,
        "why");
  }

  private OutcomesTest with(Verdict... verdicts) {
    for (Verdict verdict : verdicts) {
      double ratio = verdict == Verdict.REGRESSION ? 1.10 + 0.01 * cells.size() : 1;
      cells.add(cell("cell/" + cells.size(), verdict, ratio));
    }
    return this;
  }

  private GateOutcome outcome(Rules rules) {
    String reason = state == State.JUDGED ? null : "the reason";
    Judgement judgement = new Judgement(state, reason, cells, controls);
    return Outcomes.of(judgement, Outcomes.applying(waivers, judgement), rules, 94, 520);
  }

  private void is(ExitStatus status, String... parts) {
    is(RULES, status, parts);
  }

  private void is(Rules rules, ExitStatus status, String... parts) {
    GateOutcome outcome = outcome(rules);
    assertThat(outcome.status()).as(outcome.headline()).isEqualTo(status);
    assertThat(outcome.headline()).doesNotContain("\n");
    for (String part : parts) {
      assertThat(outcome.headline()).contains(part);
    }
  }

  @Test
  void allPassed() {
    with(Verdict.PASS, Verdict.PASS, Verdict.IMPROVEMENT, Verdict.NEW);
    assertThat(outcome(STRICT))
        .isEqualTo(
            new GateOutcome(
                ExitStatus.OK,
                "PASS · 1 faster · 1 NEW · 2 pass · 0 unresolved · control +0.1% · 94 pairs"
                    + " · 8 min 40 s"));
  }

  @Test
  void aRegressionFailsAndTheWorstComesFirst() {
    with(Verdict.PASS, Verdict.REGRESSION, Verdict.REGRESSION);
    is(
        ExitStatus.REGRESSION,
        "REGRESSION: cell/2 12.0% slower [+9.8%, +14.3%], cell/1 11.0% slower",
        "1 pass · 0 unresolved");
  }

  @Test
  void manyRegressionsStayOneLine() {
    with(Verdict.REGRESSION, Verdict.REGRESSION, Verdict.REGRESSION, Verdict.REGRESSION);
    is(ExitStatus.REGRESSION, "cell/3", "and 1 more");
  }

  @Test
  void aWaiverHoldsUpToItsSize() {
    with(Verdict.PASS, Verdict.REGRESSION);
    waivers.add(new Waiver("cell/1", 0.12, "agreed", "2027-01-31"));
    is(ExitStatus.OK, "PASS (waived: cell/1)");
    waivers.set(0, new Waiver("cell/1", 0.10, "agreed", "2027-01-31"));
    is(ExitStatus.REGRESSION);
    waivers.set(0, new Waiver("cell/0", 0.50, "agreed", "2027-01-31"));
    is(ExitStatus.REGRESSION);
  }

  @Test
  void aWaiverOfOneRegressionDoesNotHideAnother() {
    with(Verdict.REGRESSION, Verdict.REGRESSION);
    waivers.add(new Waiver("cell/0", 0.5, "agreed", "2027-01-31"));
    is(ExitStatus.REGRESSION, "REGRESSION: cell/1");
    assertThat(outcome(RULES).headline()).doesNotContain("cell/0");
  }

  @Test
  void theWorseToOverlookComesFirst() {
    with(Verdict.UNRESOLVED, Verdict.UNRESOLVED);
    is(ExitStatus.UNRESOLVED, "UNRESOLVED: 2 of 2 cells, more than 25%");
    with(Verdict.INCOMPARABLE);
    is(STRICT, ExitStatus.INCOMPARABLE, "INCOMPARABLE: cell/2");
    with(Verdict.MISSING);
    is(STRICT, ExitStatus.REGRESSION, "MISSING: cell/3");
    with(Verdict.REGRESSION);
    is(STRICT, ExitStatus.REGRESSION, "REGRESSION: cell/4");
    state = State.CONTAMINATED;
    is(STRICT, ExitStatus.UNFIT_MACHINE, "CONTAMINATED: the reason");
    state = State.UNFIT;
    is(STRICT, ExitStatus.UNFIT_MACHINE, "UNFIT: the reason");
    with(Verdict.ERROR);
    is(STRICT, ExitStatus.WRONG_RESULT, "ERROR: cell/5: why");
    state = State.STOPPED;
    is(STRICT, ExitStatus.INTERRUPTED, "STOPPED");
  }

  @Test
  void missingAndIncomparableCellsFailOnlyIfAskedFor() {
    with(Verdict.PASS, Verdict.MISSING, Verdict.INCOMPARABLE);
    is(ExitStatus.OK, "1 MISSING", "1 INCOMPARABLE");
  }

  @Test
  void aQuarterMayStayUnresolved() {
    with(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.UNRESOLVED);
    is(ExitStatus.OK, "1 unresolved");
    Rules none = new Rules(GateRequest.policy(false, 0.0), false, false);
    is(none, ExitStatus.UNRESOLVED, "1 of 4 cells, more than 0%");
  }

  @Test
  void aGateThatQuarantinesMuchIsBlind() {
    with(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.QUARANTINED);
    is(ExitStatus.UNRESOLVED, "QUARANTINED: 1 of 4 cells, more than 20%");
  }

  @Test
  void aControlThatDidNotRunFailsTheRun() {
    with(Verdict.PASS);
    controls.add(
        CellJudgement.without(
            new PairSource.Failure("control/stream", Verdict.UNRESOLVED, "no pairs")));
    is(ExitStatus.WRONG_RESULT, "ERROR: control/stream: no pairs");
  }
}
