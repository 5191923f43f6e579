// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;

/** Order statistics and the mean of samples in any order; the arrays given are not changed. */
public final class Samples {
  private Samples() {}

  /** The middle sample, or the mean of the two middle ones. */
  public static double median(double... samples) {
    return quantile(samples, 0.5);
  }

  /**
   * The quantile at {@code p} by linear interpolation between the order statistics at {@code
   * (n-1)·p} (Hyndman and Fan's type 7, the default of R and NumPy).
   *
   * @param p from 0 (the smallest sample) to 1 (the largest)
   * @throws IllegalArgumentException if there are no samples, one is NaN, or {@code p} is outside
   */
  public static double quantile(double[] samples, double p) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("quantile " + p + " is outside [0, 1]");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("a sample is NaN");
    }
    double position = (sorted.length - 1) * p;
    int below = (int) position;
    double fraction = position - below;
    if (fraction == 0) {
      return sorted[below];
    }
    return sorted[below] * (1 - fraction) + sorted[below + 1] * fraction;
  }

  /**
   * The arithmetic mean.
   *
   * @throws IllegalArgumentException if there are no samples or one is not finite
   */
  public static double mean(double... samples) {
    Checks.finite(samples);
    return Arrays.stream(samples).average().orElseThrow();
  }
}
