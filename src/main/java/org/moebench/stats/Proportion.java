// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import org.apache.commons.math3.distribution.BetaDistribution;

/** Exact (Clopper-Pearson) bounds of a probability from how often something happened. */
public final class Proportion {
  /** How close bounds are to the exact ones. */
  private static final double ACCURACY = 1e-12;

  private Proportion() {}

  /**
   * The share of hits with its two-sided interval.
   *
   * @param hits how often it happened, from 0 to {@code runs}
   * @param runs how often it could have happened, at least 1
   * @param level least probability that the interval holds the true one, between 0 and 1
   * @throws IllegalArgumentException if an argument is outside
   */
  public static Estimate interval(int hits, int runs, double level) {
    check(hits, runs, level);
    double outside = (1 - level) / 2;
    return new Estimate((double) hits / runs, low(hits, runs, outside), high(hits, runs, outside));
  }

  /** The one-sided upper bound: the true probability is not above it with at least the level. */
  public static double upper(int hits, int runs, double level) {
    check(hits, runs, level);
    return high(hits, runs, 1 - level);
  }

  /**
   * The probability of at least so many hits.
   *
   * @param hits from 0 to {@code runs}
   * @param runs independent of each other, at least 1
   * @param p probability of a hit, from 0 to 1
   */
  public static double atLeast(int hits, int runs, double p) {
    return hits == 0
        ? 1
        : new BetaDistribution(null, hits, runs - hits + 1.0).cumulativeProbability(p);
  }

  /** The probability with which as many hits or more come up in {@code alpha} of all cases. */
  private static double low(int hits, int runs, double alpha) {
    return hits == 0 ? 0 : quantile(hits, runs - hits + 1, alpha);
  }

  /** The probability with which as many hits or fewer come up in {@code alpha} of all cases. */
  private static double high(int hits, int runs, double alpha) {
    return hits == runs ? 1 : quantile(hits + 1, runs - hits, 1 - alpha);
  }

  private static double quantile(int a, int b, double p) {
    return new BetaDistribution(null, a, b, ACCURACY).inverseCumulativeProbability(p);
  }

  private static void check(int hits, int runs, double level) {
    Checks.level(level);
    if (runs < 1 || hits < 0 || hits > runs) {
      throw new IllegalArgumentException(hits + " hits in " + runs + " runs");
    }
  }
}
