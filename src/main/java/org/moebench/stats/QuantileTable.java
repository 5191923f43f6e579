// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;

/**
 * A distribution of positive numbers given by some of its quantiles, with logarithms linear between
 * them: quantiles of lengths and times curve upwards, and straight lines would lie above.
 */
public final class QuantileTable {
  private final double[] probabilities;
  private final double[] values;

  /**
   * @param probabilities from 0 to 1, ascending, the first 0 and the last 1
   * @param values the quantiles at these, positive, none smaller than the one before
   * @throws IllegalArgumentException if they are not so
   */
  public QuantileTable(double[] probabilities, double[] values) {
    int last = probabilities.length - 1;
    if (last < 1 || values.length != last + 1) {
      throw new IllegalArgumentException("expected as many values as probabilities, at least 2");
    }
    if (probabilities[0] != 0 || probabilities[last] != 1) {
      throw new IllegalArgumentException("expected probabilities from 0 to 1");
    }
    if (!(values[0] > 0)) {
      throw new IllegalArgumentException("expected positive values");
    }
    for (int i = 1; i <= last; i++) {
      if (!(probabilities[i] > probabilities[i - 1]) || !(values[i] >= values[i - 1])) {
        throw new IllegalArgumentException("not ascending at entry " + i);
      }
    }
    this.probabilities = probabilities.clone();
    this.values = values.clone();
  }

  /** The value below which a share {@code p} of the distribution lies, p from 0 to 1. */
  public double quantile(double p) {
    int found = Arrays.binarySearch(probabilities, p);
    if (found >= 0) {
      return values[found];
    }
    int above = -found - 1;
    double low = probabilities[above - 1];
    double share = (p - low) / (probabilities[above] - low);
    return values[above - 1] * StrictMath.pow(values[above] / values[above - 1], share);
  }

  /** The mean of the distribution. */
  public double mean() {
    double sum = 0;
    for (int i = 1; i < values.length; i++) {
      sum += (probabilities[i] - probabilities[i - 1]) * logarithmicMean(values[i - 1], values[i]);
    }
    return sum;
  }

  /** The mean of all numbers between two, their logarithms evenly spread. */
  private static double logarithmicMean(double low, double high) {
    return high == low ? low : (high - low) / StrictMath.log(high / low);
  }

  /** The largest value. */
  public double max() {
    return values[values.length - 1];
  }

  /**
   * The Kolmogorov–Smirnov distance of a sample to the table, at the table's own values: the
   * largest distance of the share of the sample up to a value and the table's probability of it.
   * Where a value stands several times, as in a distribution of whole numbers, the last counts.
   *
   * @param sample at least one number
   */
  public double ksDistance(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double largest = 0;
    int upTo = 0;
    for (int i = 0; i < values.length; i++) {
      if (i + 1 < values.length && values[i + 1] == values[i]) {
        continue;
      }
      while (upTo < sorted.length && sorted[upTo] <= values[i]) {
        upTo++;
      }
      double distance = (double) upTo / sorted.length - probabilities[i];
      largest = Math.max(largest, Math.abs(distance));
    }
    return largest;
  }
}
