// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.result.CellResult;
import org.moebench.result.Status;

/** Cells that have a usable time. */
public final class TimedCells {
  private TimedCells() {}

  /** Whether the cell passed and has a usable time. */
  public static boolean isTimed(CellResult cell) {
    return cell.status() == Status.PASSED
        && cell.median() != null
        && cell.median() > 0
        && Double.isFinite(cell.median());
  }

  /** The one with the smallest median. */
  public static Optional<CellResult> fastest(List<CellResult> cells) {
    return cells.stream().min(Comparator.comparingDouble(CellResult::median));
  }

  /** The interval of a timed cell; its median twice where there is none, or none to draw. */
  public static double[] bounds(CellResult cell) {
    boolean usable = cell.low() != null && cell.high() != null && cell.low() > 0;
    boolean finite = usable && Double.isFinite(cell.low()) && Double.isFinite(cell.high());
    return finite
        ? new double[] {cell.low(), cell.high()}
        : new double[] {cell.median(), cell.median()};
  }
}
