// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.List;
import java.util.stream.Collectors;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/**
 * What a threshold sweep of one form of pad-and-clip shows.
 *
 * @param strategy the form
 * @param best the fastest threshold's cell
 * @param candidates thresholds that cannot be told apart from the best one, itself included,
 *     ascending
 * @param measured every threshold measured, ascending
 * @param speedUp of {@code best} over per-expert, with its interval; NaN without per-expert
 * @param pays whether {@code best} beats per-expert
 */
record Thresholds(
    Strategy strategy,
    CellResult best,
    List<Integer> candidates,
    List<Integer> measured,
    Estimate speedUp,
    Answer pays) {
  /** A decision that may stay open. */
  enum Answer {
    YES,
    NO,
    CANNOT_TELL
  }

  /**
   * Judges a sweep.
   *
   * @param sweep its timed cells by ascending threshold, at least one
   * @param baseline the per-expert cell; {@code null} if it has no time
   * @param comparer compares the format's cells
   */
  static Thresholds of(
      Strategy strategy, List<CellResult> sweep, CellResult baseline, Comparer comparer) {
    CellResult best = TimedCells.fastest(sweep).orElseThrow();
    List<Integer> candidates =
        sweep.stream()
            .filter(other -> !comparer.compare(other, best).faster())
            .map(PrefillCells::threshold)
            .toList();
    List<Integer> measured = sweep.stream().map(PrefillCells::threshold).toList();
    Estimate speedUp = new Estimate(Double.NaN, Double.NaN, Double.NaN);
    Answer pays = Answer.CANNOT_TELL;
    if (baseline != null) {
      Comparison gain = comparer.compare(baseline, best);
      speedUp = gain.speedUp();
      pays = answer(gain);
    }
    return new Thresholds(strategy, best, candidates, measured, speedUp, pays);
  }

  private static Answer answer(Comparison gain) {
    if (gain.faster()) {
      return Answer.YES;
    }
    return gain.noGain() ? Answer.NO : Answer.CANNOT_TELL;
  }

  /**
   * The thresholds that may be the best: {@code T=256}, {@code T=64 or 512}, {@code any T from 64
   * to 512} where no measured one in between is worse.
   */
  String range() {
    int count = candidates.size();
    int first = candidates.get(0);
    int last = candidates.get(count - 1);
    int from = measured.indexOf(first);
    if (count > 2 && measured.subList(from, from + count).equals(candidates)) {
      return "any T from " + first + " to " + last;
    }
    return candidates.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(count > 2 ? ", " : " or ", "T=", ""));
  }
}
