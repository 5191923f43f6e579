// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import java.util.ArrayList;
import java.util.List;
import org.moebench.tensor.ExpertRows;

/**
 * How pad-and-clip arranges a workload at one threshold, after the prefill strategy benchmark of
 * intel/auto-round, pull request 1923: one launch over all experts, idle ones included, each padded
 * to {@code eff} rows; then one launch per expert with more rows, for the rows beyond. Nothing is
 * dropped.
 *
 * @param eff rows each expert is padded to: the threshold, or the largest count if that is less
 * @param launches one, and one per remainder; none without rows
 * @param paddedRows experts · eff
 * @param usefulInPad routed rows inside the padded launch
 * @param overflowRows routed rows in remainder launches
 * @param remainders the remainder launches, in expert order
 */
public record PaddingPlan(
    int eff,
    int launches,
    long paddedRows,
    long usefulInPad,
    long overflowRows,
    List<Remainder> remainders) {
  /**
   * Rows of one expert beyond its slab.
   *
   * @param expert the expert
   * @param firstRow first row, in the matrix of all routed rows
   * @param rows how many
   */
  public record Remainder(int expert, int firstRow, int rows) {}

  /**
   * @throws IllegalArgumentException if the threshold is below 1
   */
  public static PaddingPlan of(ExpertRows rows, int threshold) {
    if (threshold < 1) {
      throw new IllegalArgumentException("the pad threshold must be at least 1, not " + threshold);
    }
    int eff = Math.min(threshold, rows.max());
    List<Remainder> remainders = new ArrayList<>();
    long overflow = 0;
    for (int e = 0; e < rows.experts(); e++) {
      int beyond = rows.count(e) - eff;
      if (beyond > 0) {
        remainders.add(new Remainder(e, rows.offset(e) + eff, beyond));
        overflow += beyond;
      }
    }
    int launches = rows.total() == 0 ? 0 : 1 + remainders.size();
    return new PaddingPlan(
        eff,
        launches,
        (long) rows.experts() * eff,
        rows.total() - overflow,
        overflow,
        List.copyOf(remainders));
  }

  /** Rows computed when the padding is computed too. */
  public long totalRows() {
    return paddedRows + overflowRows;
  }
}
