// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How small a shift between two independent samples the {@link RankSum} test can find; the
 * counterpart of {@link PairPower}, by Student's t as there.
 */
public final class ShiftPower {
  /** Deviation over median absolute deviation of a normal distribution. */
  private static final double NORMAL_MAD = 1.4826;

  private ShiftPower() {}

  /**
   * The smallest one-sided p-value that samples of m and n can reach: that of complete separation.
   */
  public static double leastP(int m, int n) {
    if (m < 1 || n < 1) {
      throw new IllegalArgumentException(
          "samples of " + m + " and " + n + "; at least 1 is needed");
    }
    double choices = 1;
    for (int i = 1; i <= m; i++) {
      choices *= (double) (n + i) / i;
    }
    return 1 / choices;
  }

  /**
   * The shift that a one-sided test of "more than {@code margin}" finds with 80% power: {@code
   * margin + (t(1-alpha) + t(0.8)) · noise · sqrt(1/m + 1/n)}, with {@code m + n - 2} degrees of
   * freedom. Infinite if so few samples cannot reach alpha.
   *
   * @param margin shift that is tolerated
   * @param alpha level of the test, between 0 and 0.5
   * @throws IllegalArgumentException if a sample is empty, a value or the margin is not finite, or
   *     alpha is outside
   */
  public static double detectable(double margin, double alpha, double[] a, double[] b) {
    Checks.finite(a);
    Checks.finite(b);
    Checks.finite("margin", margin);
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not between 0 and 0.5");
    }
    if (leastP(a.length, b.length) > alpha) {
      return Double.POSITIVE_INFINITY;
    }
    // Of one sample each leastP is 0.5, so that there is at least one degree of freedom here.
    int degrees = a.length + b.length - 2;
    TDistribution t = new TDistribution(null, degrees);
    double deviations =
        t.inverseCumulativeProbability(1 - alpha) + t.inverseCumulativeProbability(PairPower.POWER);
    return margin + deviations * noise(a, b, degrees) * Math.sqrt(1.0 / a.length + 1.0 / b.length);
  }

  /** The larger of the pooled standard deviation and 1.4826 times the median absolute residual. */
  private static double noise(double[] a, double[] b, int degrees) {
    double squares = squares(a) + squares(b);
    double[] residuals = DoubleStream.concat(residuals(a), residuals(b)).toArray();
    return Math.max(Math.sqrt(squares / degrees), NORMAL_MAD * Samples.median(residuals));
  }

  private static double squares(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
  }

  private static DoubleStream residuals(double[] x) {
    double median = Samples.median(x);
    return Arrays.stream(x).map(v -> Math.abs(v - median));
  }
}
