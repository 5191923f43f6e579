// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The apportionment of whole rows by largest remainder (Hamilton's method), ties to lower index.
 */
final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * Hands out the rows that rounding down left over: one each to the largest remainders.
   *
   * @param counts quotas rounded down; increased in place
   * @param remainders what rounding down took from each quota, in any common unit
   * @param left rows to hand out, from 0 to {@code counts.length}
   */
  static void handOut(int[] counts, double[] remainders, int left) {
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -remainders[i]).thenComparing(i -> i))
        .limit(left)
        .forEach(i -> counts[i]++);
  }
}
