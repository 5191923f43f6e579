// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.moebench.gemm.Workspace;
import org.moebench.tensor.ExpertRows;

/**
 * The ragged list of work units of one launch over all experts: no padding, longest unit first, so
 * that workers which take the next unit when free end almost together.
 *
 * <p>An expert is cut into blocks of rows; a block that is still more than a small share of one
 * worker's part is cut by columns as well, which costs packing its rows once per cut.
 */
final class TileList {
  // The last unit to finish may keep the others waiting for at most 1/8 of a worker's part.
  private static final int UNITS_PER_WORKER = 8;

  private TileList() {}

  /**
   * @param rows rows per expert
   * @param panels column panels per expert
   * @param workers workers that will share the units
   */
  static List<WorkUnit> of(ExpertRows rows, int panels, int workers) {
    long total = 0;
    for (int e = 0; e < rows.experts(); e++) {
      total += rows.count(e) > 0 ? WorkUnit.costOf(rows.count(e), panels) : 0;
    }
    long largest = Math.max(1, total / ((long) workers * UNITS_PER_WORKER));
    List<WorkUnit> units = new ArrayList<>();
    for (int e = 0; e < rows.experts(); e++) {
      int blocks = (rows.count(e) + Workspace.ROW_BLOCK - 1) / Workspace.ROW_BLOCK;
      for (int b = 0; b < blocks; b++) {
        int row = split(rows.count(e), blocks, b);
        addBlock(e, row, split(rows.count(e), blocks, b + 1) - row, panels, largest, units);
      }
    }
    units.sort(Comparator.comparingLong(WorkUnit::cost).reversed());
    return units;
  }

  private static void addBlock(
      int expert, int row, int rows, int panels, long largest, List<WorkUnit> units) {
    // Panels are multiplied in pairs, so cuts fall between pairs.
    int pairs = (panels + Workspace.PANELS - 1) / Workspace.PANELS;
    long cuts = (WorkUnit.costOf(rows, panels) + largest - 1) / largest;
    int parts = (int) Math.min(pairs, cuts);
    for (int p = 0; p < parts; p++) {
      int begin = split(pairs, parts, p) * Workspace.PANELS;
      int end = Math.min(panels, split(pairs, parts, p + 1) * Workspace.PANELS);
      units.add(new WorkUnit(expert, row, rows, begin, end));
    }
  }

  /** Start of part {@code part} when {@code size} things are cut into {@code parts}. */
  static int split(int size, int parts, int part) {
    return (int) ((long) size * part / parts);
  }
}
