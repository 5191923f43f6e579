// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moebench.stats.Samples;
import org.moebench.stats.Shares;
import org.moebench.tensor.ExpertRows;

/**
 * How unevenly rows are spread over experts. Idle experts count; with no rows every quotient is 0.
 *
 * @param experts number of experts E
 * @param routed number of rows S
 * @param active experts with a row
 * @param over128 experts with more than 128 rows
 * @param over256 experts with more than 256 rows
 * @param max largest count
 * @param median median count
 * @param maxOverMean largest count divided by S/E
 * @param gini Gini coefficient {@code Σ (2i-E-1)·c(i) / (E·S)} over ascending counts, i from 1
 * @param entropyBits {@code -Σ p·log2 p}, p = count/S
 * @param entropyRatio entropy divided by {@code log2 E}
 * @param cv population standard deviation of the counts divided by their mean
 * @param top1Share share of the rows on the busiest expert
 * @param top8Share share of the rows on the 8 busiest
 * @param top16Share share of the rows on the 16 busiest
 */
public record LoadStatistics(
    int experts,
    int routed,
    int active,
    int over128,
    int over256,
    int max,
    double median,
    double maxOverMean,
    double gini,
    double entropyBits,
    double entropyRatio,
    double cv,
    double top1Share,
    double top8Share,
    double top16Share) {
  /** The statistics of a distribution. */
  public static LoadStatistics of(ExpertRows rows) {
    int[] sorted = rows.toArray();
    Arrays.sort(sorted);
    double[] counts = Arrays.stream(sorted).asDoubleStream().toArray();
    double mean = (double) rows.total() / rows.experts();
    double entropy = Shares.entropyBits(counts);
    double[] coverage = Shares.coverage(counts);
    return new LoadStatistics(
        rows.experts(),
        rows.total(),
        rows.active(),
        over(sorted, 128),
        over(sorted, 256),
        rows.max(),
        Samples.median(counts),
        Shares.ratio(rows.max(), mean),
        Shares.gini(counts),
        entropy,
        Shares.ratio(entropy, Math.log(rows.experts()) / Math.log(2)),
        Shares.variation(counts),
        coverage[Math.min(1, coverage.length) - 1],
        coverage[Math.min(8, coverage.length) - 1],
        coverage[Math.min(16, coverage.length) - 1]);
  }

  /** Name to value in display order; names in lower case with underscores. */
  public Map<String, Double> toMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("experts", (double) experts);
    map.put("routed", (double) routed);
    map.put("active", (double) active);
    map.put("over_128", (double) over128);
    map.put("over_256", (double) over256);
    map.put("max", (double) max);
    map.put("median", median);
    map.put("max_over_mean", maxOverMean);
    map.put("gini", gini);
    map.put("entropy_bits", entropyBits);
    map.put("entropy_ratio", entropyRatio);
    map.put("cv", cv);
    map.put("top1_share", top1Share);
    map.put("top8_share", top8Share);
    map.put("top16_share", top16Share);
    return map;
  }

  /**
   * The Kolmogorov–Smirnov distance of two distributions: the largest distance of the empirical
   * distribution functions of {@code count / mean count} over experts.
   *
   * @return from 0 (same shape) to 1
   */
  public static double ksDistance(ExpertRows a, ExpertRows b) {
    double[] left = relativeCounts(a);
    double[] right = relativeCounts(b);
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < left.length && j < right.length) {
      double value = Math.min(left[i], right[j]);
      while (i < left.length && left[i] <= value) {
        i++;
      }
      while (j < right.length && right[j] <= value) {
        j++;
      }
      double distance = (double) i / left.length - (double) j / right.length;
      largest = Math.max(largest, Math.abs(distance));
    }
    return largest;
  }

  private static double[] relativeCounts(ExpertRows rows) {
    double[] relative = new double[rows.experts()];
    // One division of whole numbers: equal ratios give equal values, so that ties stay ties.
    Arrays.setAll(
        relative, e -> Shares.ratio((double) rows.count(e) * rows.experts(), rows.total()));
    Arrays.sort(relative);
    return relative;
  }

  private static int over(int[] sorted, int limit) {
    return (int) Arrays.stream(sorted).filter(count -> count > limit).count();
  }
}
