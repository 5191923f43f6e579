// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.GateCell;
import org.moebench.gate.Judgement;
import org.moebench.gate.PairLog;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Procedure;
import org.moebench.gate.Verdict;

/**
 * One gate run on this machine in which one cell's head does real extra work: the gate must call
 * that cell a REGRESSION and no other.
 *
 * @param cell id of the cell with extra work
 * @param factor work: 1.10 is a tenth more calls
 * @param judgement what the gate found
 * @param targets what had to hold
 */
public record InjectedRun(String cell, double factor, Judgement judgement, List<Target> targets) {
  /** Name of its file in an output folder. */
  public static final String NAME = "injected.json";

  /**
   * Measures and judges.
   *
   * @param source the head of {@code cell} does the extra work
   */
  public static InjectedRun run(
      Policy policy,
      Map<String, Double> bias,
      List<GateCell> cells,
      List<GateCell> controls,
      String cell,
      double factor,
      PairSource source) {
    Judgement judgement = new Procedure(policy, bias).run(cells, controls, source, new PairLog());
    return new InjectedRun(cell, factor, judgement, targets(cell, judgement));
  }

  /** OK if all targets hold, else UNRESOLVED. */
  public ExitStatus status() {
    return targets.stream().allMatch(Target::held) ? ExitStatus.OK : ExitStatus.UNRESOLVED;
  }

  private static List<Target> targets(String cell, Judgement judgement) {
    List<String> others = new ArrayList<>();
    String verdict = "not measured";
    for (CellJudgement one : judgement.cells()) {
      if (one.cell().equals(cell)) {
        verdict = one.verdict() + ": " + one.reason();
      } else if (one.verdict() == Verdict.REGRESSION) {
        others.add(one.cell());
      }
    }
    return List.of(
        new Target(
            "injected slowdown found",
            cell,
            "REGRESSION",
            verdict,
            verdict.startsWith(Verdict.REGRESSION.name())),
        new Target(
            "no other cell alarms",
            judgement.cells().size() - 1 + " unchanged cells",
            "no REGRESSION",
            others.isEmpty() ? "none" : String.join(", ", others),
            others.isEmpty() && judgement.state() == Judgement.State.JUDGED));
  }
}
