// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;

/** How unevenly something is spread: figures of non-negative values. */
public final class Shares {
  private Shares() {}

  /** A quotient of whole numbers; 0 if the divisor is 0. */
  public static double ratio(long dividend, long divisor) {
    return divisor == 0 ? 0 : (double) dividend / divisor;
  }

  /** A quotient; 0 if the divisor is 0. */
  public static double ratio(double dividend, double divisor) {
    return divisor == 0 ? 0 : dividend / divisor;
  }

  /** Shannon entropy of shares in bits; 0 without any. */
  public static double entropyBits(double[] values) {
    double sum = sum(values);
    double entropy = 0;
    for (double value : values) {
      if (value > 0) {
        double share = value / sum;
        entropy -= share * (Math.log(share) / Math.log(2));
      }
    }
    return entropy;
  }

  /** Gini coefficient: 0 if all are alike, near 1 if one has everything; 0 if the sum is 0. */
  public static double gini(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return ratio(weighted, sorted.length * sum(sorted));
  }

  /** Share that the largest 1 to n values have together, [n]. */
  public static double[] coverage(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = sum(values);
    double[] coverage = new double[sorted.length];
    double so = 0;
    for (int i = 0; i < sorted.length; i++) {
      so += sorted[sorted.length - 1 - i];
      coverage[i] = ratio(so, sum);
    }
    return coverage;
  }

  /** How many of the largest values have at least this share of the sum; 0 if the sum is 0. */
  public static int carrying(double[] values, double share) {
    double[] coverage = coverage(values);
    if (coverage.length == 0 || coverage[coverage.length - 1] == 0) {
      return 0;
    }
    int n = 0;
    while (n < coverage.length && coverage[n] < share - 1e-12) {
      n++;
    }
    return Math.min(n + 1, coverage.length);
  }

  /** Population standard deviation over the mean; 0 if the mean is 0. */
  public static double variation(double[] values) {
    double mean = ratio(sum(values), values.length);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return ratio(Math.sqrt(ratio(squares, values.length)), mean);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
