// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.moebench.stats.Shares;

/**
 * What the experts of a layer add to its output: the figures of the REAP observer and of the expert
 * profiler for llama.cpp. Means of experts without selections are 0.
 */
public final class SaliencyFigures {
  private final SaliencySums sums;

  SaliencyFigures(SaliencySums sums) {
    this.sums = sums;
  }

  /** Whether gates and norms were recorded at all. */
  public boolean known() {
    return sums.tokens > 0;
  }

  /** Tokens with gates and norms. */
  public long totalTokens() {
    return sums.tokens;
  }

  /** Selections [experts]. */
  public long[] activationCounts() {
    return sums.counts.clone();
  }

  /** Selections over tokens [experts]. */
  public double[] activationFrequency() {
    return over(Arrays.stream(sums.counts).asDoubleStream().toArray(), e -> sums.tokens);
  }

  /** Sums of gate weights [experts]. */
  public double[] gateSum() {
    return sums.gates.clone();
  }

  /** Mean gate weight of an expert's selections [experts]. */
  public double[] averageGateWeight() {
    return over(sums.gates, e -> sums.counts[e]);
  }

  /** EAN: sums of the L2 norms of an expert's outputs [experts]. */
  public double[] eanSum() {
    return sums.norms.clone();
  }

  /** Mean of those norms [experts]. */
  public double[] eanMean() {
    return over(sums.norms, e -> sums.counts[e]);
  }

  /** Sums of gate weight times norm [experts]. */
  public double[] weightedEanSum() {
    return sums.products.clone();
  }

  /** REAP (arXiv 2510.13999, equation 9): mean of gate weight times norm [experts]. */
  public double[] reap() {
    return over(sums.products, e -> sums.counts[e]);
  }

  /** Largest output element, at least 0 [experts]; null if not recorded everywhere. */
  public double[] maxActivation() {
    return sums.maxima == null ? null : sums.maxima.clone();
  }

  /** Experts without a selection, ascending. */
  public int[] neverActivated() {
    return IntStream.range(0, sums.counts.length).filter(e -> sums.counts[e] == 0).toArray();
  }

  /** Experts by REAP, highest first; those that are alike by id. */
  public List<Integer> ranking() {
    double[] reap = reap();
    return IntStream.range(0, reap.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer e) -> -reap[e]).thenComparingInt(e -> e))
        .toList();
  }

  /** How many experts a layer keeps at a ratio: at least 1. */
  public int kept(double keepRatio) {
    return Math.max(1, (int) (sums.counts.length * keepRatio + 1e-9));
  }

  /**
   * Experts that go first if a ratio of them is kept: those with the lowest REAP, ascending ids.
   */
  public int[] candidates(double keepRatio) {
    List<Integer> ranking = ranking();
    return ranking.subList(kept(keepRatio), ranking.size()).stream()
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** Share of all REAP that the best 1 to E experts have, [experts]: the kept-mass curve. */
  public double[] keptMass() {
    return Shares.coverage(reap());
  }

  /** How many of the best experts have at least a share of all REAP. */
  public int carrying(double share) {
    return Shares.carrying(reap(), share);
  }

  /** Kept mass beyond that of as many experts picked at random. */
  public double keptBeyondRandom(double keepRatio) {
    int kept = kept(keepRatio);
    return keptMass()[kept - 1] - (double) kept / sums.counts.length;
  }

  /** Step in REAP from the last expert kept to the first not, over the range of REAP. */
  public double relativeGap(double keepRatio) {
    double[] sorted = reap();
    Arrays.sort(sorted);
    int kept = kept(keepRatio);
    int n = sorted.length;
    if (kept == n) {
      return 0;
    }
    return Shares.ratio(sorted[n - kept] - sorted[n - kept - 1], sorted[n - 1] - sorted[0]);
  }

  /** Gini coefficient of REAP. */
  public double gini() {
    return Shares.gini(reap());
  }

  /** Standard deviation of REAP over its mean. */
  public double variation() {
    return Shares.variation(reap());
  }

  private static double[] over(double[] values, IntToDoubleFunction divisor) {
    double[] quotients = new double[values.length];
    Arrays.setAll(quotients, e -> Shares.ratio(values[e], divisor.applyAsDouble(e)));
    return quotients;
  }
}
