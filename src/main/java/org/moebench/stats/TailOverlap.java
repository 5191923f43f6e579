// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

/**
 * How often two correlated standard normal numbers are large together: with {@code c} such that
 * {@code P(X > c) = tail}, the share {@code P(Y > c | X > c)}.
 *
 * <p>The joint tail grows with the correlation r by the density at (c, c): {@code P(X > c, Y > c) =
 * tail² + 1/(2π) ∫ exp(-c² / (1 + sin θ)) dθ} over θ from 0 to arcsin r (Plackett 1954). The
 * integrand is smooth, so that Simpson's rule is exact to the last digits that matter.
 */
public final class TailOverlap {
  private static final int INTERVALS = 256;
  private static final int BISECTIONS = 50;

  private TailOverlap() {}

  /**
   * The overlap of the tails: {@code tail} without correlation, 1 with full correlation.
   *
   * @param correlation from 0 to 1
   * @param tail share of numbers in the tail, more than 0 and less than 1
   */
  public static double of(double correlation, double tail) {
    if (!(correlation >= 0 && correlation <= 1) || !(tail > 0 && tail < 1)) {
      throw new IllegalArgumentException("correlation " + correlation + ", tail " + tail);
    }
    double limit = NormalQuantile.of(1 - tail);
    double width = StrictMath.asin(correlation) / INTERVALS;
    double sum = 0;
    for (int i = 0; i <= INTERVALS; i++) {
      int weight = i == 0 || i == INTERVALS ? 1 : 2 + 2 * (i & 1);
      sum += weight * StrictMath.exp(-limit * limit / (1 + StrictMath.sin(i * width)));
    }
    return tail + sum * width / 3 / (2 * Math.PI) / tail;
  }

  /**
   * The correlation that gives an overlap: the inverse of {@link #of}.
   *
   * @param overlap from {@code tail}, which is chance, to 1
   * @param tail share of numbers in the tail, more than 0 and less than 1
   */
  public static double correlation(double overlap, double tail) {
    if (!(overlap >= tail && overlap <= 1)) {
      throw new IllegalArgumentException("overlap " + overlap + ", tail " + tail);
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (of(middle, tail) < overlap) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
