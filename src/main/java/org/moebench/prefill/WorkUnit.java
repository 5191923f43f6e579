// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

/**
 * What one worker computes at a time: some rows of one expert, for some of its column panels.
 *
 * @param expert the expert
 * @param row first row among the expert's rows
 * @param rows number of rows
 * @param panelBegin first panel
 * @param panelEnd panel after the last
 */
record WorkUnit(int expert, int row, int rows, int panelBegin, int panelEnd) {
  // Dequantizing a panel takes about as long as multiplying it with this many rows.
  private static final int DEQUANTIZATION_ROWS = 8;

  /** Relative time it takes, to order and balance units by. */
  long cost() {
    return costOf(rows, panelEnd - panelBegin);
  }

  static long costOf(int rows, int panels) {
    return (rows + DEQUANTIZATION_ROWS) * (long) panels;
  }
}
