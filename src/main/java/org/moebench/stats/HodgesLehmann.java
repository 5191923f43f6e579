// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;

/**
 * The Hodges-Lehmann estimators with their exact intervals: the centres that belong to the {@link
 * SignedRank} and {@link RankSum} tests. An interval holds the shifts that the test does not
 * reject.
 *
 * <p>The intervals of one sample assume a distribution symmetric around its centre, those of two
 * samples that one is the other shifted; beyond that nothing. With ties they only cover more.
 */
public final class HodgesLehmann {
  private HodgesLehmann() {}

  /**
   * The median of the Walsh averages {@code (d_i + d_j) / 2}, {@code i <= j}, in the unit of the
   * samples.
   *
   * @throws IllegalArgumentException if there are no samples or one is not finite
   */
  public static double estimate(double... d) {
    Checks.finite(d);
    return centre(d, new double[walshCount(d.length)]);
  }

  /**
   * The estimate with its exact two-sided interval, whose bounds are Walsh averages. They are NaN
   * if so few samples cannot reach the level, that is if {@code 2^(1-n) > 1 - level}.
   *
   * @param level least probability that the interval holds the centre, between 0 and 1
   * @throws IllegalArgumentException if there are no samples, one is not finite, or the level is
   *     outside
   */
  public static Estimate interval(double[] d, double level) {
    Checks.finite(d);
    Checks.level(level);
    return interval(walsh(d), SignedRank.upperTail(d.length), level);
  }

  /**
   * The exact one-sided upper bound: the true centre is not above it with at least the probability
   * {@code level}. Infinite if so few samples cannot reach the level, that is if {@code 2^-n > 1 -
   * level}.
   *
   * @throws IllegalArgumentException as {@link #interval}
   */
  public static double upperBound(double[] d, double level) {
    Checks.finite(d);
    Checks.level(level);
    double[] walsh = walsh(d);
    int rank = Tails.critical(SignedRank.upperTail(d.length), 1 - level);
    return rank > walsh.length
        ? Double.POSITIVE_INFINITY
        : Selection.select(walsh, walsh.length, rank - 1);
  }

  /** The exact one-sided lower bound; negative infinity if the level is out of reach. */
  public static double lowerBound(double[] d, double level) {
    return -upperBound(Arrays.stream(d).map(x -> -x).toArray(), level);
  }

  /**
   * How far b lies above a: the median of {@code b_j - a_i}.
   *
   * @throws IllegalArgumentException if a sample is empty or a value is not finite
   */
  public static double shift(double[] a, double[] b) {
    Checks.finite(a);
    Checks.finite(b);
    return shift(a, b, new double[a.length * b.length]);
  }

  /**
   * The shift with its exact two-sided interval, whose bounds are differences {@code b_j - a_i}.
   * They are NaN if so few samples cannot reach the level.
   *
   * @param level least probability that the interval holds the shift, between 0 and 1
   * @throws IllegalArgumentException if a sample is empty, a value is not finite, or the level is
   *     outside
   */
  public static Estimate shiftInterval(double[] a, double[] b, double level) {
    Checks.finite(a);
    Checks.finite(b);
    Checks.level(level);
    double[] differences = new double[a.length * b.length];
    subtract(a, b, differences);
    return interval(differences, RankSum.upperTail(a.length, b.length), level);
  }

  /** {@link #estimate} of samples known to be finite, with room for their Walsh averages. */
  static double centre(double[] d, double[] walsh) {
    average(d, walsh);
    return Selection.median(walsh, walshCount(d.length));
  }

  /** {@link #shift} of samples known to be finite, with room for their differences. */
  static double shift(double[] a, double[] b, double[] differences) {
    subtract(a, b, differences);
    return Selection.median(differences, a.length * b.length);
  }

  /** Number of Walsh averages of n samples. */
  static int walshCount(int n) {
    return n * (n + 1) / 2;
  }

  /**
   * The number of {@code values} that are not above the true centre is distributed as {@code tail}
   * says, so that the critical value of the test is the rank of the bound.
   */
  private static Estimate interval(double[] values, double[] tail, double level) {
    int count = values.length;
    double centre = Selection.median(values, count);
    int rank = Tails.critical(tail, (1 - level) / 2);
    if (rank > count) {
      return new Estimate(centre, Double.NaN, Double.NaN);
    }
    double low = Selection.select(values, count, count - rank);
    double high = Selection.select(values, count, rank - 1);
    return new Estimate(centre, low, high);
  }

  private static double[] walsh(double[] d) {
    double[] walsh = new double[walshCount(d.length)];
    average(d, walsh);
    return walsh;
  }

  private static void average(double[] d, double[] walsh) {
    int next = 0;
    for (int i = 0; i < d.length; i++) {
      for (int j = 0; j <= i; j++) {
        walsh[next++] = 0.5 * (d[i] + d[j]);
      }
    }
  }

  private static void subtract(double[] a, double[] b, double[] differences) {
    int next = 0;
    for (double x : a) {
      for (double y : b) {
        differences[next++] = y - x;
      }
    }
  }
}
