// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.List;
import java.util.Optional;
import org.moebench.result.CellResult;

/**
 * Which of several cells is fastest.
 *
 * @param winner the fastest cell; {@code null} without rivals
 * @param tied others that no cell is known to beat, so that they may be the fastest as well
 * @param rivals number of cells that took part
 */
public record Contest(CellResult winner, List<CellResult> tied, int rivals) {
  /** Compares every pair of timed cells. */
  public static Contest of(List<CellResult> rivals, Comparer comparer) {
    Optional<CellResult> winner = TimedCells.fastest(rivals);
    List<CellResult> tied =
        rivals.stream()
            .filter(
                rival -> !rival.equals(winner.orElseThrow()) && unbeaten(rival, rivals, comparer))
            .toList();
    return new Contest(winner.orElse(null), tied, rivals.size());
  }

  private static boolean unbeaten(CellResult cell, List<CellResult> rivals, Comparer comparer) {
    return rivals.stream().noneMatch(rival -> comparer.compare(cell, rival).faster());
  }

  /** Whether the winner beats every other, of which there is at least one. */
  public boolean decided() {
    return rivals > 1 && tied.isEmpty();
  }
}
