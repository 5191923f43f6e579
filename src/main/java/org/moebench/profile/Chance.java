// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import org.moebench.stats.NormalQuantile;

/**
 * What a router would show that takes k of E experts for each token at random, each set as likely
 * as any other, independent of the token before: the level a figure must leave to say anything.
 */
public final class Chance {
  private final int experts;
  private final int topK;
  private final double tokens;

  /**
   * @param tokens records that counts are made of
   */
  Chance(int experts, int topK, double tokens) {
    this.experts = experts;
    this.topK = topK;
    this.tokens = tokens;
  }

  /** Experts that adjacent tokens have in common, of k. */
  public double overlapCount() {
    return (double) topK * topK / experts;
  }

  /** The same as a share of k. */
  public double overlapFraction() {
    return (double) topK / experts;
  }

  /** Experts in common over those that either token takes: its hypergeometric mean. */
  public double jaccard() {
    double sum = 0;
    for (int c = Math.max(0, 2 * topK - experts); c <= topK; c++) {
      double logShare =
          logChoose(topK, c) + logChoose(experts - topK, topK - c) - logChoose(experts, topK);
      sum += Math.exp(logShare) * c / (2 * topK - c);
    }
    return sum;
  }

  private static double logChoose(int n, int k) {
    double sum = 0;
    for (int i = 1; i <= k; i++) {
      sum += Math.log((double) (n - k + i) / i);
    }
    return sum;
  }

  /** Slots that hold the same expert as one token before, as a share of k. */
  public double positionStability() {
    return 1.0 / experts;
  }

  /** Median positions to the last use of an expert. */
  public double medianReuseDistance() {
    double share = overlapFraction();
    return share >= 1 ? 1 : Math.max(1, Math.ceil(Math.log(0.5) / Math.log1p(-share)));
  }

  /** Entropy over that of equal loads, for so many tokens. */
  public double entropyRatio() {
    if (tokens == 0 || experts == 1) {
      return 0;
    }
    double missing = (experts - topK) / (topK * tokens * 2 * Math.log(2));
    return Math.max(0, 1 - missing * Math.log(2) / Math.log(experts));
  }

  /** Gini coefficient of the loads of so many tokens. */
  public double gini() {
    return Math.min(1, relativeDeviation() / Math.sqrt(Math.PI));
  }

  /** Largest load over the mean, for so many tokens. */
  public double maxOverMean() {
    if (tokens == 0 || experts == 1) {
      return tokens == 0 ? 0 : 1;
    }
    // Blom's approximation of the largest of E normal numbers.
    double largest = NormalQuantile.of((experts - 0.375) / (experts + 0.25));
    return Math.min((double) experts / topK, 1 + relativeDeviation() * largest);
  }

  /** Experts that so many tokens take at least once. */
  public double uniqueExperts() {
    return experts * -Math.expm1(tokens * Math.log1p(-overlapFraction()));
  }

  /** Share of the selections that n experts, whichever, have. */
  public double coverage(int n) {
    return (double) n / experts;
  }

  /** Standard deviation of an expert's load over its mean. */
  private double relativeDeviation() {
    double mean = tokens * topK / experts;
    return mean == 0 ? 0 : Math.sqrt((1 - overlapFraction()) / mean);
  }
}
