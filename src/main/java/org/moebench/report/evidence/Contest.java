// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.List;
import org.moebench.result.CellResult;

/**
 * Which of several cells is fastest.
 *
 * @param winner the fastest of the cells that no other is known to beat; {@code null} without
 *     rivals
 * @param tied others that no cell is known to beat, so that they may be the fastest as well
 * @param rivals number of cells that took part
 */
public record Contest(CellResult winner, List<CellResult> tied, int rivals) {
  /** Compares every pair of timed cells. */
  public static Contest of(List<CellResult> rivals, Comparer comparer) {
    List<CellResult> unbeaten =
        rivals.stream().filter(rival -> unbeaten(rival, rivals, comparer)).toList();
    CellResult winner = TimedCells.fastest(unbeaten.isEmpty() ? rivals : unbeaten).orElse(null);
    List<CellResult> tied = unbeaten.stream().filter(rival -> !rival.equals(winner)).toList();
    return new Contest(winner, tied, rivals.size());
  }

  private static boolean unbeaten(CellResult cell, List<CellResult> rivals, Comparer comparer) {
    return rivals.stream().noneMatch(rival -> comparer.compare(cell, rival).faster());
  }

  /** Whether the winner beats every other, of which there is at least one. */
  public boolean decided() {
    return rivals > 1 && tied.isEmpty();
  }
}
