// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;
import org.moebench.stats.Shares;
import org.moebench.trace.TracePhase;

/**
 * Locality and load of one layer: figures of the routed-expert locality profiler of ds4, with more.
 * Means over nothing and quotients by zero are 0.
 */
public final class LayerFigures {
  private final LayerSums sums;
  private final PairSums pairs;
  private final long[] counts;
  private final long selections;

  /** Figures of a layer's sums. */
  public LayerFigures(LayerSums sums) {
    this.sums = sums;
    this.pairs = sums.allPairs();
    this.counts = sums.selections.counts();
    this.selections = Sums.of(counts);
  }

  /** Number of the layer in the model. */
  public int layer() {
    return sums.layer;
  }

  /** Whether its experts follow from the token alone. */
  public boolean hashRouter() {
    return sums.hashRouter;
  }

  /** E, experts of the layer. */
  public int experts() {
    return sums.experts;
  }

  /** k, slots of a token. */
  public int topK() {
    return sums.topK;
  }

  /** Tokens with at least one selection. */
  public long records() {
    return sums.selections.records;
  }

  /** Tokens of a phase. */
  public long records(TracePhase phase) {
    return sums.selections.phases[phase.code()];
  }

  /** Slots in which nothing was recorded. */
  public long missing() {
    return sums.selections.missing;
  }

  /** S, selections. */
  public long selections() {
    return selections;
  }

  /** Selections per expert [experts]. */
  public long[] histogram() {
    return counts.clone();
  }

  /** Sums of gate weights per expert [experts]; null if they were not recorded everywhere. */
  public double[] weightSums() {
    return sums.selections.weights == null ? null : sums.selections.weights.clone();
  }

  /** Mean gate weight per expert, 0 without selections [experts]; null if not recorded. */
  public double[] averageWeights() {
    double[] averages = weightSums();
    for (int e = 0; averages != null && e < averages.length; e++) {
      averages[e] = Shares.ratio(averages[e], (double) counts[e]);
    }
    return averages;
  }

  /** Experts with a selection. */
  public int uniqueExperts() {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }

  /**
   * The most selected experts: by selections, then by weight, both descending, then by id. Experts
   * without a selection are left out.
   */
  public List<TopExpert> top(int most) {
    double[] weights = sums.selections.weights;
    Comparator<Integer> order = Comparator.comparingLong((Integer e) -> -counts[e]);
    if (weights != null) {
      order = order.thenComparingDouble(e -> -weights[e]);
    }
    List<Integer> ranked =
        IntStream.range(0, counts.length)
            .filter(e -> counts[e] > 0)
            .boxed()
            .sorted(order.thenComparingInt(e -> e))
            .limit(most)
            .toList();
    List<TopExpert> top = new ArrayList<>();
    long cumulative = 0;
    for (int e : ranked) {
      cumulative += counts[e];
      double weight = weights == null ? Double.NaN : weights[e];
      top.add(
          new TopExpert(
              e,
              counts[e],
              Shares.ratio(counts[e], selections),
              Shares.ratio(cumulative, selections),
              weight));
    }
    return top;
  }

  /** Shares of the selections that the 1 to E most selected experts have together, [experts]. */
  public double[] coverage() {
    return Shares.coverage(loads());
  }

  /** How many of the most selected experts have at least a share of the selections. */
  public int carrying(double share) {
    return Shares.carrying(loads(), share);
  }

  /** Entropy of the selections in bits. */
  public double entropyBits() {
    return Shares.entropyBits(loads());
  }

  /** Entropy over log2 E: 1 if all experts are selected alike. */
  public double entropyRatio() {
    return Shares.ratio(entropyBits(), Math.log(sums.experts) / Math.log(2));
  }

  /** Gini coefficient of the selections, idle experts included. */
  public double gini() {
    return Shares.gini(loads());
  }

  /** Selections of the busiest expert over their mean. */
  public double maxOverMean() {
    long max = Arrays.stream(counts).max().orElse(0);
    return Shares.ratio((double) max * sums.experts, (double) selections);
  }

  /** Adjacent pairs of tokens. */
  public long pairs() {
    return pairs.pairs();
  }

  /** Mean number of experts that adjacent tokens have in common, 0 to k. */
  public double overlapCount() {
    return pairs.meanCommon();
  }

  /** The same as a share of k, with its interval. */
  public Estimate overlap() {
    return overlap(pairs, sums.topK);
  }

  /** The same of pairs whose later token belongs to a phase. */
  public Estimate overlap(TracePhase phase) {
    return overlap(sums.pairs[phase.code()], sums.topK);
  }

  /** Adjacent pairs whose later token belongs to a phase. */
  public long pairs(TracePhase phase) {
    return sums.pairs[phase.code()].pairs();
  }

  private static Estimate overlap(PairSums pairs, int topK) {
    return Intervals.ofBatches(
        pairs.meanCommon() / topK, pairs.batches, pairs.means / topK, pairs.squares / topK / topK);
  }

  /** Mean of common experts over those that either of two adjacent tokens takes. */
  public double jaccard() {
    return pairs.jaccard();
  }

  /** Mean share of slots that hold the same expert in adjacent tokens. */
  public double positionStability() {
    return pairs.positionStability();
  }

  /**
   * The overlap of two of the layer's tokens picked at random, as a share of k: what is left if the
   * order of tokens is lost but experts keep their popularity.
   */
  public double shuffledOverlap() {
    double both = 0;
    for (int e = 0; e < sums.experts; e++) {
      double count = sums.selections.even[e] + sums.selections.odd[e];
      both += count * (count - 1);
    }
    double tokens = records();
    return Shares.ratio(both, tokens * (tokens - 1) * sums.topK);
  }

  /** Selections whose expert was selected before in the same sequence. */
  public long reuseSamples() {
    return sums.reuse.samples();
  }

  /** Median positions since then. */
  public double medianReuseDistance() {
    return sums.reuse.median();
  }

  /** Share of those selections at most {@code distance} positions later. */
  public double reusedWithin(int distance) {
    return sums.reuse.within(distance);
  }

  /** Hit rates of caches, of the selections whose order is known; 0 if not simulated. */
  public CacheFigures caches() {
    double weight = sums.selections.weights == null ? 0 : Sums.of(sums.selections.weights);
    long ordered = Sums.of(sums.selections.even) + Sums.of(sums.selections.odd);
    return new CacheFigures(sums.caches, sums.experts, ordered, weight);
  }

  /**
   * Whether the hottest experts are the same in both halves of the tokens (blocks of 64 tokens in
   * turn): experts in both halves' hottest n over those in either.
   *
   * @return NaN if a half has no selections
   */
  public double hotSetStability(int n) {
    if (Sums.of(sums.selections.even) == 0 || Sums.of(sums.selections.odd) == 0) {
      return Double.NaN;
    }
    List<Integer> even = hottest(sums.selections.even, n);
    List<Integer> odd = hottest(sums.selections.odd, n);
    long both = even.stream().filter(odd::contains).count();
    return (double) both / (even.size() + odd.size() - both);
  }

  /** {@link #hotSetStability} of two sets of n experts picked at random: its mean, nearly. */
  public double hotSetChance(int n) {
    double both = (double) n * n / sums.experts;
    return both / (2 * n - both);
  }

  private static List<Integer> hottest(long[] counts, int n) {
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer e) -> -counts[e]).thenComparingInt(e -> e))
        .limit(n)
        .toList();
  }

  /** What a uniform router would show with as many tokens. */
  public Chance chance() {
    return new Chance(sums.experts, sums.topK, Shares.ratio(selections, sums.topK));
  }

  /** Tokens of a recording, on average. */
  public double tokensPerRecording() {
    return Shares.ratio(records(), sums.selections.recordings);
  }

  /** How much locality there is beyond chance. */
  public Locality locality() {
    return Locality.of(overlap(), chance().overlapFraction(), pairs());
  }

  /** What its experts add to its output. */
  public SaliencyFigures saliency() {
    return new SaliencyFigures(sums.saliency);
  }

  private double[] loads() {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }
}
