// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.moebench.moe.DispatchStrategy;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Crossing;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * Both kernels on one projection at rising numbers of rows per expert.
 *
 * @param projection format and shape
 * @param steps timed numbers of rows, ascending
 * @param missing cells without a time
 * @param crossing up to how many rows the decode kernel is no slower; empty if fewer than two
 *     numbers of rows were timed with both kernels
 */
record Ladder(
    Projection projection,
    List<Step> steps,
    List<DecodeCell> missing,
    Optional<Crossing> crossing) {

  /**
   * One number of rows.
   *
   * @param decode the decode kernel
   * @param prefill the prefill kernel in turn with it; empty if it was not timed
   * @param lead time of the prefill kernel over that of the decode kernel; NaN without one
   * @param overOne time per expert over that of the fewest rows, which are one; NaN without those
   */
  record Step(DecodeCell decode, Optional<DecodeCell> prefill, Estimate lead, Estimate overOne) {
    int rows() {
      return decode.rows();
    }
  }

  /** One for each projection of a run, in its order. */
  static List<Ladder> of(DecodeCells cells) {
    return cells.projections().stream().map(projection -> of(cells, projection)).toList();
  }

  private static Ladder of(DecodeCells cells, Projection projection) {
    List<DecodeCell> own =
        cells.distinct().stream()
            .filter(cell -> cell.projection().equals(projection))
            .filter(cell -> cell.variant().equals(DispatchStrategy.ALWAYS_DECODE.id()))
            .sorted(Comparator.comparingInt(DecodeCell::rows))
            .toList();
    List<DecodeCell> timed = own.stream().filter(cell -> isFirst(cell, own)).toList();
    Optional<DecodeCell> one = timed.stream().filter(cell -> cell.rows() == 1).findFirst();
    Comparer comparer = cells.comparer(projection.format(), Intervals.LEVEL);
    List<Step> steps = timed.stream().map(cell -> step(cell, one, comparer)).toList();
    List<DecodeCell> missing = own.stream().filter(cell -> !usable(cell)).toList();
    return new Ladder(projection, steps, missing, crossing(steps));
  }

  private static boolean usable(DecodeCell cell) {
    return cell.isTimed() && cell.rows() > 0;
  }

  /** Whether no usable cell of as many rows stands before it. */
  private static boolean isFirst(DecodeCell cell, List<DecodeCell> own) {
    Optional<DecodeCell> first =
        own.stream().filter(other -> usable(other) && other.rows() == cell.rows()).findFirst();
    return first.filter(cell::equals).isPresent();
  }

  private static Step step(DecodeCell cell, Optional<DecodeCell> one, Comparer comparer) {
    Optional<DecodeCell> prefill =
        Rival.of(cell)
            .filter(rival -> rival.variant().equals(DispatchStrategy.ALWAYS_PREFILL.id()));
    Estimate lead =
        prefill
            .map(rival -> comparer.compare(rival.result(), cell.result()).speedUp())
            .orElse(DecodeCells.UNKNOWN);
    Estimate overOne = one.map(base -> perExpert(cell, base, comparer)).orElse(DecodeCells.UNKNOWN);
    return new Step(cell, prefill, lead, overOne);
  }

  /** Calls may compute different numbers of experts, so their times are taken per expert. */
  private static Estimate perExpert(DecodeCell cell, DecodeCell base, Comparer comparer) {
    double scale = base.distinctExperts() / cell.distinctExperts();
    Estimate calls = comparer.compare(cell.result(), base.result()).speedUp();
    return new Estimate(scale * calls.value(), scale * calls.low(), scale * calls.high());
  }

  private static Optional<Crossing> crossing(List<Step> steps) {
    List<Step> both = steps.stream().filter(step -> !rounds(step).isEmpty()).toList();
    if (both.size() < Crossing.LEAST_SETTINGS) {
      return Optional.empty();
    }
    TreeSet<Integer> rounds = new TreeSet<>();
    List<Map<Integer, Double>> leads = new ArrayList<>();
    for (Step step : both) {
      leads.add(rounds(step));
      rounds.addAll(rounds(step).keySet());
    }
    double[] rows = both.stream().mapToDouble(Step::rows).toArray();
    double[][] logs =
        rounds.stream()
            .map(
                round ->
                    leads.stream()
                        .mapToDouble(lead -> lead.getOrDefault(round, Double.NaN))
                        .toArray())
            .toArray(double[][]::new);
    return Optional.of(Crossing.of(rows, logs));
  }

  /** Logarithm of the lead by round; empty without a prefill kernel. */
  private static Map<Integer, Double> rounds(Step step) {
    Map<Integer, Double> leads = new TreeMap<>();
    step.prefill().ifPresent(rival -> leads.putAll(Comparison.byRound(rival.result())));
    Map<Integer, Double> own = Comparison.byRound(step.decode().result());
    leads.keySet().retainAll(own.keySet());
    leads.replaceAll((round, time) -> Math.log(time / own.get(round)));
    return leads;
  }

  /** The step of that many rows. */
  Optional<Step> at(int rows) {
    return steps.stream().filter(step -> step.rows() == rows).findFirst();
  }

  /** Whether the kernels meet beyond the most rows that were measured. */
  boolean meetsBeyond() {
    return crossing.filter(c -> c.decodeRows() == c.measuredTo()).isPresent();
  }
}
