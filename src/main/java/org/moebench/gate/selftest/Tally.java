// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Judgement;
import org.moebench.gate.Verdict;
import org.moebench.stats.Estimate;
import org.moebench.stats.Proportion;

/**
 * What came of many gate runs in the same world.
 *
 * @param runs number of runs
 * @param alarms runs that called any unchanged cell a REGRESSION
 * @param improvements runs that called any unchanged cell an IMPROVEMENT
 * @param contaminated runs that were not judged because a control had moved
 * @param slowed verdicts of the slowed cell; empty without one
 */
public record Tally(
    int runs, int alarms, int improvements, int contaminated, Map<Verdict, Integer> slowed) {
  private static final double LEVEL = 0.95;

  /**
   * Counts.
   *
   * @param slowed id of the slowed cell; {@code null} if nothing changed
   */
  static Tally of(List<Judgement> runs, String slowed) {
    int alarms = 0;
    int improvements = 0;
    int contaminated = 0;
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (Judgement run : runs) {
      alarms += any(run, Verdict.REGRESSION, slowed) ? 1 : 0;
      improvements += any(run, Verdict.IMPROVEMENT, slowed) ? 1 : 0;
      contaminated += run.state() == Judgement.State.CONTAMINATED ? 1 : 0;
      run.cells().stream()
          .filter(cell -> cell.cell().equals(slowed))
          .forEach(cell -> verdicts.merge(cell.verdict(), 1, Integer::sum));
    }
    return new Tally(runs.size(), alarms, improvements, contaminated, verdicts);
  }

  private static boolean any(Judgement run, Verdict verdict, String slowed) {
    return run.cells().stream()
        .filter(cell -> !Objects.equals(cell.cell(), slowed))
        .map(CellJudgement::verdict)
        .anyMatch(verdict::equals);
  }

  /** Share of the runs with a false alarm, with its exact 95% interval. */
  public Estimate falseAlarms() {
    return share(alarms);
  }

  /** The rate of false alarms is not above this, with 95% confidence (one-sided). */
  public double falseAlarmsAtMost() {
    return Proportion.upper(alarms, runs, LEVEL);
  }

  /** Share of the runs that gave the slowed cell this verdict, with its exact 95% interval. */
  public Estimate called(Verdict verdict) {
    return share(slowed.getOrDefault(verdict, 0));
  }

  /** A count as a share of the runs, with its exact 95% interval. */
  Estimate share(int count) {
    return Proportion.interval(count, runs, LEVEL);
  }
}
