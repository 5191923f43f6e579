// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

/** Upper tails of discrete distributions: element {@code k} is {@code P(X >= k)}. */
final class Tails {
  /**
   * Rounding of {@code 1 - level} and of the tails, which may meet exactly, as 0.05 and 1/20 do.
   */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  private Tails() {}

  /** Turns probabilities into upper tails, in place, the small terms first. */
  static double[] accumulate(double[] p) {
    for (int k = p.length - 2; k >= 0; k--) {
      p[k] = Math.min(1, p[k] + p[k + 1]);
    }
    p[0] = 1; // whatever rounding has left
    return p;
  }

  /** The smallest {@code k} with {@code P(X >= k) <= alpha}; {@code tail.length} if none is. */
  static int critical(double[] tail, double alpha) {
    int low = 0;
    int high = tail.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tail[middle] <= alpha + ROUNDING) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
