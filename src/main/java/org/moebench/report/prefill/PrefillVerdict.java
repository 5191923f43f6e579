// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Contest;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/**
 * The answer for one weight format: which strategy is fastest, and whether pad-and-clip pays.
 *
 * <p>One strategy beats another if the interval of the ratio of their best cells, paired within
 * rounds, excludes 1 and the difference is at least 1%. The fastest is called best only if every
 * other strategy is beaten. One format's answer rests on several comparisons, so each interval has
 * the level {@code 1 - 0.05 / comparisons} (Bonferroni): all of them hold together with 95%
 * confidence.
 *
 * @param format the weight format
 * @param outcome what can be said
 * @param winner the fastest cell; {@code null} if nothing was timed
 * @param tied best cells of other strategies that none is known to beat, so that they may be the
 *     fastest as well
 * @param speedUp of the winner over per-expert; NaN without per-expert
 * @param sweeps one per form of pad-and-clip that was timed
 * @param comparisons number of comparisons behind the answer
 * @param level confidence level of each interval
 */
record PrefillVerdict(
    String format,
    Outcome outcome,
    CellResult winner,
    List<CellResult> tied,
    Estimate speedUp,
    List<Thresholds> sweeps,
    int comparisons,
    double level) {
  private static final double DOUBT = 0.05;

  /** What can be said about the fastest strategy. */
  enum Outcome {
    /** The workload routes no rows. */
    EMPTY,
    /** No cell has a time. */
    NOTHING,
    /** Only one strategy has a time. */
    ALONE,
    /** The winner beats every other strategy. */
    BEST,
    /** At least one other strategy may be the fastest as well. */
    TIED
  }

  /** Judges one format of a run. */
  static PrefillVerdict of(PrefillCells cells, String format) {
    List<CellResult> rivals = cells.bestOfEach(format);
    int comparisons = comparisons(cells, format, rivals.size());
    double level = 1 - DOUBT / Math.max(1, comparisons);
    CellResult baseline = cells.best(format, Strategy.PER_EXPERT).orElse(null);
    Comparer comparer = Comparer.of(cells.passed(format), level);
    List<Thresholds> sweeps = sweeps(cells, format, baseline, comparer);
    Contest contest = Contest.of(rivals, comparer);
    CellResult winner = contest.winner();
    Estimate speedUp = new Estimate(Double.NaN, Double.NaN, Double.NaN);
    if (winner != null && baseline != null) {
      speedUp = comparer.compare(baseline, winner).speedUp();
    }
    Outcome outcome = outcome(cells, contest);
    return new PrefillVerdict(
        format, outcome, winner, contest.tied(), speedUp, sweeps, comparisons, level);
  }

  /** The sweep of one form of pad-and-clip. */
  Optional<Thresholds> sweep(Strategy strategy) {
    return sweeps.stream().filter(sweep -> sweep.strategy() == strategy).findFirst();
  }

  private static Outcome outcome(PrefillCells cells, Contest contest) {
    if (cells.routedRows() == 0) {
      return Outcome.EMPTY;
    }
    if (contest.rivals() < 2) {
      return contest.rivals() == 0 ? Outcome.NOTHING : Outcome.ALONE;
    }
    return contest.decided() ? Outcome.BEST : Outcome.TIED;
  }

  private static List<Thresholds> sweeps(
      PrefillCells cells, String format, CellResult baseline, Comparer comparer) {
    List<Thresholds> sweeps = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      List<CellResult> sweep = cells.passed(format, strategy);
      if (strategy.padded() && !sweep.isEmpty()) {
        sweeps.add(Thresholds.of(strategy, sweep, baseline, comparer));
      }
    }
    return List.copyOf(sweeps);
  }

  /** Every pair of strategies, and in each sweep its best threshold against the others. */
  private static int comparisons(PrefillCells cells, String format, int strategies) {
    int comparisons = strategies * (strategies - 1) / 2;
    for (Strategy strategy : Strategy.values()) {
      if (strategy.padded()) {
        comparisons += Math.max(0, cells.passed(format, strategy).size() - 1);
      }
    }
    return comparisons;
  }
}
