// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.stream.IntStream;

/**
 * The ratio of two cells that were measured in the same rounds.
 *
 * <p>Only samples of one round are divided by each other: a machine that drifts between rounds
 * slows both of them, and the drift cancels.
 */
public final class PairedRatio {
  private PairedRatio() {}

  /** The ratio with its interval at {@link Intervals#LEVEL}. */
  public static Estimate of(double[] a, double[] b) {
    return of(a, b, Intervals.LEVEL);
  }

  /**
   * The geometric mean of {@code a[i] / b[i]} with the t interval of the logarithms of these
   * ratios. One pair has no interval: its bounds are NaN.
   *
   * @param a one sample per round
   * @param b one sample per round, in the same rounds
   * @param level confidence level, between 0 and 1
   * @throws IllegalArgumentException if the lengths differ, are zero, or a sample is not positive
   *     and finite
   */
  public static Estimate of(double[] a, double[] b, double level) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(a.length + " samples cannot be paired with " + b.length);
    }
    return Intervals.ofLogarithms(
        IntStream.range(0, a.length)
            .mapToDouble(i -> Intervals.logarithm(a[i]) - Intervals.logarithm(b[i])),
        level);
  }
}
