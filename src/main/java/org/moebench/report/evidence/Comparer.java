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
 * @param level confidence level of the intervals
 */
public record Comparer(PooledNoise noise, double level) {
  /**
   * Pools the noise of cells.
   *
   * @param cells timed cells, for example those of a weight format
   */
  public static Comparer of(List<CellResult> cells, double level) {
    List<Map<Integer, Double>> times = cells.stream().map(Comparison::byRound).toList();
    Set<Integer> rounds = new TreeSet<>();
    times.forEach(cell -> rounds.addAll(cell.keySet()));
    times.forEach(cell -> rounds.retainAll(cell.keySet()));
    double[][] common =
        times.stream()
            .map(cell -> rounds.stream().mapToDouble(cell::get).toArray())
            .toArray(double[][]::new);
    return new Comparer(PooledNoise.of(common), level);
  }

  /** How much faster {@code cell} is than {@code base}. */
  public Comparison compare(CellResult base, CellResult cell) {
    return Comparison.of(base, cell, noise, level);
  }
}
