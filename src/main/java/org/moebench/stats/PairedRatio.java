// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

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
   * ratios. Fewer than three pairs have no interval: its bounds are NaN.
   *
   * @param a one sample per round
   * @param b one sample per round, in the same rounds
   * @param level confidence level, between 0 and 1
   * @throws IllegalArgumentException if the lengths differ, are zero, or a sample is not positive
   *     and finite
   */
  public static Estimate of(double[] a, double[] b, double level) {
    return Intervals.ofLogarithms(DoubleStream.of(logRatios(a, b)), level);
  }

  /**
   * The same with the noise of all cells of these rounds, which makes the interval of few rounds
   * much shorter. Should the two cells differ more from round to round than that noise explains,
   * their own deviation is used, so that a cell noisier than the others is not trusted too much.
   *
   * @param noise noise of one measurement; where it rests on no more than the two cells do, the
   *     result is that of the two cells alone
   */
  public static Estimate of(double[] a, double[] b, double level, PooledNoise noise) {
    boolean knowsMore = noise.degrees() > a.length - 1;
    if (!knowsMore || a.length < 2) {
      return of(a, b, level);
    }
    double[] logs = logRatios(a, b);
    double own = new StandardDeviation().evaluate(logs);
    double pooled = Math.sqrt(2) * noise.deviation(); // of a difference of two measurements
    return Intervals.ofLogarithms(logs, level, Math.max(own, pooled), noise.degrees());
  }

  private static double[] logRatios(double[] a, double[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(a.length + " samples cannot be paired with " + b.length);
    }
    return IntStream.range(0, a.length)
        .mapToDouble(i -> Intervals.logarithm(a[i]) - Intervals.logarithm(b[i]))
        .toArray();
  }
}
