// SPDX-License-Identifier: Apache-2.0
package org.moebench.tensor;

import java.util.Arrays;

/**
 * How many routed rows each expert received, and where they start in a row matrix that is sorted by
 * expert: expert {@code e} owns rows {@code [offset(e), offset(e) + count(e))}.
 *
 * <p>Immutable. Counts are not negative and their sum fits an {@code int}.
 */
public final class ExpertRows {
  private final int[] counts;
  private final int[] offsets;
  private final int max;
  private final int active;

  /**
   * @param counts rows per expert, copied
   * @throws IllegalArgumentException if empty, if a count is negative, or if the sum overflows
   */
  public ExpertRows(int... counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("no experts: the list of counts is empty");
    }
    this.counts = counts.clone();
    this.offsets = new int[counts.length + 1];
    int largest = 0;
    int busy = 0;
    for (int e = 0; e < counts.length; e++) {
      if (counts[e] < 0) {
        throw new IllegalArgumentException("expert " + e + " has " + counts[e] + " rows");
      }
      long end = (long) offsets[e] + counts[e];
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("the counts add up to more than 2^31-1 rows");
      }
      offsets[e + 1] = (int) end;
      largest = Math.max(largest, counts[e]);
      busy += counts[e] > 0 ? 1 : 0;
    }
    this.max = largest;
    this.active = busy;
  }

  /** Number of experts, idle ones included. */
  public int experts() {
    return counts.length;
  }

  /** Rows of expert {@code e}. */
  public int count(int e) {
    return counts[e];
  }

  /** First row of expert {@code e}; {@code offset(experts())} is the total. */
  public int offset(int e) {
    return offsets[e];
  }

  /** Sum of all counts. */
  public int total() {
    return offsets[counts.length];
  }

  /** The largest count. */
  public int max() {
    return max;
  }

  /** Number of experts with at least one row. */
  public int active() {
    return active;
  }

  /** A copy of the counts, in expert order. */
  public int[] toArray() {
    return counts.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpertRows rows && Arrays.equals(counts, rows.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "ExpertRows[experts=" + experts() + ", total=" + total() + ", max=" + max + "]";
  }
}
