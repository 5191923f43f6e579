// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.moebench.result.CellResult;
import org.moebench.stats.PooledNoise;

/**
 * Compares cells of one format, with the noise of all of them.
 *
 * @param noise noise of one fork, from every cell of the format in the rounds that all have
 * @param level confidence level of the intervals
 */
record Comparer(PooledNoise noise, double level) {
  /**
   * @param cells the timed cells of a format
   */
  static Comparer of(List<CellResult> cells, double level) {
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
  Comparison compare(CellResult base, CellResult cell) {
    return Comparison.of(base, cell, noise, level);
  }
}
