// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * How small a change a number of pairs can find, and how many pairs a change needs.
 *
 * <p>The figures are those of Student's t and of normal noise. There the signed-rank test finds up
 * to 6 percentage points less of the changes from 10 pairs on, and clearly less where {@code
 * 2^-pairs} is close to alpha. Changes, margins and noise are log-ratios.
 */
public final class PairPower {
  /** Probability with which a change that is called detectable is found. */
  public static final double POWER = 0.8;

  /** Fewer pairs say nothing about noise. */
  private static final int LEAST_FOR_NOISE = 3;

  /** Quantiles are slow, and the same few are asked for again and again. */
  private static final Map<Test, Double> DEVIATIONS = new ConcurrentHashMap<>();

  private PairPower() {}

  /**
   * Robust deviation of one pair's log-ratio: the larger of the standard deviation and 1.4826 times
   * the median absolute deviation from the median; NaN for fewer than three pairs.
   *
   * @param d log-ratios of pairs
   * @throws IllegalArgumentException if one is not finite
   */
  public static double noise(double[] d) {
    if (d.length < LEAST_FOR_NOISE) {
      return Double.NaN;
    }
    Checks.finite(d);
    double median = Samples.median(d);
    double mad = Samples.median(Arrays.stream(d).map(x -> Math.abs(x - median)).toArray());
    return Math.max(new StandardDeviation().evaluate(d), PooledNoise.NORMAL_MAD * mad);
  }

  /**
   * The change that a one-sided test of "more than {@code margin}" finds with 80% power: {@code
   * margin + (t(1-alpha) + t(0.8)) · noise / sqrt(pairs)}, with {@code pairs - 1} degrees of
   * freedom. Infinite for a single pair.
   *
   * @param margin change that is tolerated
   * @param alpha level of the test, between 0 and 0.5
   * @param noise deviation of one pair, not negative
   * @param pairs number of pairs, at least 1
   * @throws IllegalArgumentException if an argument is outside or not finite
   */
  public static double detectable(double margin, double alpha, double noise, int pairs) {
    check(margin, alpha, noise);
    if (pairs < 1) {
      throw new IllegalArgumentException(pairs + " pairs; at least 1 is needed");
    }
    if (pairs == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double deviations = DEVIATIONS.computeIfAbsent(new Test(alpha, pairs), Test::deviations);
    return margin + deviations * noise / Math.sqrt(pairs);
  }

  /**
   * The fewest pairs with which {@code effect} is detectable and the signed-rank test can reach
   * {@code alpha}, which takes {@code 2^-pairs <= alpha}; empty if that is more than {@code most}
   * or the effect does not exceed the margin.
   *
   * @param effect change to be found
   * @param most largest number of pairs to consider
   * @throws IllegalArgumentException as {@link #detectable}, or if the effect is not finite
   */
  public static OptionalInt pairsNeeded(
      double margin, double alpha, double noise, double effect, int most) {
    check(margin, alpha, noise);
    Checks.finite("effect", effect);
    int low = 2;
    while (Math.scalb(1.0, -low) > alpha) {
      low++;
    }
    if (effect <= margin || low > most || detectable(margin, alpha, noise, most) > effect) {
      return OptionalInt.empty();
    }
    int high = most;
    while (low < high) { // what is detectable falls with the number of pairs
      int middle = (low + high) >>> 1;
      if (detectable(margin, alpha, noise, middle) <= effect) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalInt.of(low);
  }

  private static void check(double margin, double alpha, double noise) {
    Checks.finite("margin", margin);
    Checks.notNegative("noise", noise);
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not between 0 and 0.5");
    }
  }

  private record Test(double alpha, int pairs) {
    double deviations() {
      TDistribution t = new TDistribution(null, pairs - 1);
      return t.inverseCumulativeProbability(1 - alpha) + t.inverseCumulativeProbability(POWER);
    }
  }
}
