// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.moebench.result.CellResult;
import org.moebench.stats.PooledNoise;

/**
 * Compares cells that were measured together, with the noise of all of them.
 *
 * @param noise noise of one fork, from every cell in the rounds that all have
 * @param besideNoise noise of a time relative to the variant that took turns in the same fork
 * @param level confidence level of the intervals
 */
public record Comparer(PooledNoise noise, PooledNoise besideNoise, double level) {
  /**
   * Pools the noise of cells.
   *
   * @param cells timed cells, for example those of a weight format
   */
  public static Comparer of(List<CellResult> cells, double level) {
    return of(cells, cells, level);
  }

  /**
   * Pools the noise of cells.
   *
   * @param cells timed cells that are like each other, for example those of a weight format
   * @param turns timed cells to take the noise of turns in a fork from: all of a run, since that
   *     depends on the fork more than on the cell
   */
  public static Comparer of(List<CellResult> cells, List<CellResult> turns, double level) {
    List<Map<Integer, Double>> beside =
        turns.stream()
            .filter(cell -> BesideTimes.anchor(cell) != null)
            .map(BesideTimes::byRound)
            .toList();
    return new Comparer(
        pooled(cells.stream().map(Comparison::byRound).toList()), pooled(beside), level);
  }

  /** The noise in the rounds that all have. */
  private static PooledNoise pooled(List<Map<Integer, Double>> times) {
    Set<Integer> rounds = new TreeSet<>();
    times.forEach(cell -> rounds.addAll(cell.keySet()));
    times.forEach(cell -> rounds.retainAll(cell.keySet()));
    double[][] common =
        times.stream()
            .map(cell -> rounds.stream().mapToDouble(cell::get).toArray())
            .toArray(double[][]::new);
    return PooledNoise.of(common);
  }

  /**
   * How much faster {@code cell} is than {@code base}: from iterations in turn in the same forks
   * where there are such, else from forks of the same rounds.
   */
  public Comparison compare(CellResult base, CellResult cell) {
    String anchor = BesideTimes.common(base, cell);
    return anchor == null
        ? Comparison.of(base, cell, noise, level)
        : Comparison.of(
            BesideTimes.byRound(base, anchor, Comparison.byRound(cell).keySet()),
            BesideTimes.byRound(cell, anchor, Comparison.byRound(base).keySet()),
            besideNoise,
            level);
  }
}
