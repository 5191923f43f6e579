// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.Map;
import java.util.TreeMap;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.stats.Estimate;
import org.moebench.stats.PairedRatio;
import org.moebench.stats.PooledNoise;

/**
 * How much faster one cell is than another, from forks of the same rounds.
 *
 * @param speedUp time of the base / time of the cell: above 1 the cell is faster
 * @param rounds rounds in which both were measured
 */
public record Comparison(Estimate speedUp, int rounds) {
  /** A smaller difference is not called one, however sure it is. */
  public static final double SMALLEST = 0.01;

  /**
   * Compares.
   *
   * @param noise noise of one fork
   * @param level confidence level of the interval
   */
  public static Comparison of(CellResult base, CellResult cell, PooledNoise noise, double level) {
    return of(byRound(base), byRound(cell), noise, level);
  }

  /** Compares times by round; those of rounds that only one has are left out. */
  static Comparison of(
      Map<Integer, Double> baseTimes,
      Map<Integer, Double> cellTimes,
      PooledNoise noise,
      double level) {
    baseTimes.keySet().retainAll(cellTimes.keySet());
    cellTimes.keySet().retainAll(baseTimes.keySet());
    if (baseTimes.isEmpty()) {
      return new Comparison(new Estimate(Double.NaN, Double.NaN, Double.NaN), 0);
    }
    Estimate ratio = PairedRatio.of(values(baseTimes), values(cellTimes), level, noise);
    return new Comparison(ratio, baseTimes.size());
  }

  /** Whether the cell is faster beyond doubt and by enough to matter. */
  public boolean faster() {
    return speedUp.low() > 1 && speedUp.value() >= 1 + SMALLEST;
  }

  /** Whether a gain large enough to matter is ruled out. */
  public boolean noGain() {
    return speedUp.high() < 1 + SMALLEST;
  }

  /** Time per fork by round, in order of rounds; forks without a usable time are left out. */
  public static Map<Integer, Double> byRound(CellResult cell) {
    Map<Integer, Double> times = new TreeMap<>();
    for (ForkSample fork : cell.forks()) {
      if (fork.median() > 0 && Double.isFinite(fork.median())) {
        times.put(fork.round(), fork.median());
      }
    }
    return times;
  }

  private static double[] values(Map<Integer, Double> times) {
    return times.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
