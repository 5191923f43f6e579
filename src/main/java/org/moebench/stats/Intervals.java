// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Intervals for the centre of positive samples, such as one time per fork.
 *
 * <p>They are Student t intervals of the mean of the logarithms: the noise of times and rates is
 * multiplicative and skewed to one side, and an interval on logarithms never reaches below zero.
 */
public final class Intervals {
  /** The confidence level of every interval in reports. */
  public static final double LEVEL = 0.95;

  /** Fewer samples get no interval: that of two is tens of times as wide as they lie apart. */
  static final int LEAST = 3;

  private Intervals() {}

  /** The median with its interval at {@link #LEVEL}. */
  public static Estimate of(double... samples) {
    return of(samples, LEVEL);
  }

  /**
   * The median of the samples, with the t interval of their geometric mean, widened where needed to
   * contain the median. Fewer than three samples have no interval: its bounds are NaN.
   *
   * @param level confidence level, between 0 and 1
   * @throws IllegalArgumentException if there are no samples or one is not positive and finite
   */
  public static Estimate of(double[] samples, double level) {
    double median = Samples.median(samples);
    Estimate centre = ofLogarithms(Arrays.stream(samples).map(Intervals::logarithm), level);
    if (!centre.hasInterval()) {
      return new Estimate(median, Double.NaN, Double.NaN);
    }
    return new Estimate(median, Math.min(centre.low(), median), Math.max(centre.high(), median));
  }

  /** The logarithm of a sample that must be positive and finite. */
  static double logarithm(double sample) {
    if (!(sample > 0 && sample < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sample " + sample + " is not positive and finite");
    }
    return Math.log(sample);
  }

  /** {@code exp} of the mean of the logarithms and of its t interval. */
  static Estimate ofLogarithms(DoubleStream logarithms, double level) {
    double[] logs = logarithms.toArray();
    int degrees = logs.length < LEAST ? 0 : logs.length - 1;
    return ofLogarithms(logs, level, new StandardDeviation().evaluate(logs), degrees);
  }

  /**
   * The same with a deviation of one logarithm that is known from elsewhere; without degrees of
   * freedom there is no interval.
   */
  static Estimate ofLogarithms(double[] logs, double level, double deviation, int degrees) {
    Checks.level(level);
    double mean = new Mean().evaluate(logs);
    if (degrees == 0) {
      return new Estimate(Math.exp(mean), Double.NaN, Double.NaN);
    }
    double quantile =
        new TDistribution(null, degrees).inverseCumulativeProbability((1 + level) / 2);
    double half = quantile * deviation / Math.sqrt(logs.length);
    return new Estimate(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }

  /**
   * A mean with the t interval of batch means at {@link #LEVEL}.
   *
   * @param value the mean of all observations, also of those in no batch
   * @param batches batches of consecutive observations, long enough to be independent of each other
   * @param means sum of their means
   * @param squares sum of the squares of their means
   * @return without an interval if there are fewer than three batches
   */
  public static Estimate ofBatches(double value, long batches, double means, double squares) {
    if (batches < LEAST) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    double variance = Math.max(0, (squares - means * means / batches) / (batches - 1));
    double quantile =
        new TDistribution(null, batches - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2);
    double half = quantile * Math.sqrt(variance / batches);
    return new Estimate(value, value - half, value + half);
  }
}
