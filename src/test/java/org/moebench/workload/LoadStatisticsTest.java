// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.moebench.tensor.ExpertRows;

class LoadStatisticsTest {
  @Test
  void giniIsHalfTheMeanDifferenceOverTheMean() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      int[] counts = random.ints(2 + random.nextInt(20), 0, 300).toArray();
      counts[0]++;
      double differences = 0;
      for (int a : counts) {
        for (int b : counts) {
          differences += Math.abs(a - b);
        }
      }
      int total = Arrays.stream(counts).sum();
      double expected = differences / (2.0 * counts.length * total);
      assertThat(LoadStatistics.of(new ExpertRows(counts)).gini())
          .isEqualTo(expected, within(1e-12));
    }
  }

  @Test
  void ksDistanceIsTheLargestGapAtAnyCount() {
    Random random = new Random(2);
    for (int trial = 0; trial < 100; trial++) {
      int[] a = random.ints(1 + random.nextInt(12), 0, 6).toArray();
      int[] b = random.ints(1 + random.nextInt(12), 0, 6).toArray();
      a[0]++;
      b[0]++;
      double expected = 0;
      int totalA = Arrays.stream(a).sum();
      int totalB = Arrays.stream(b).sum();
      // Relative counts as whole multiples of 1 / (totalA · totalB), so that ties are exact.
      for (int point : a) {
        expected = Math.max(expected, gap(a, b, point * a.length * totalB, totalA, totalB));
      }
      for (int point : b) {
        expected = Math.max(expected, gap(a, b, point * b.length * totalA, totalA, totalB));
      }
      assertThat(LoadStatistics.ksDistance(new ExpertRows(a), new ExpertRows(b)))
          .isEqualTo(expected, within(1e-12));
    }
  }

  private static double gap(int[] a, int[] b, int point, int totalA, int totalB) {
    double below = Arrays.stream(a).filter(c -> c * a.length * totalB <= point).count();
    double other = Arrays.stream(b).filter(c -> c * b.length * totalA <= point).count();
    return Math.abs(below / a.length - other / b.length);
  }

  @Test
  void ksDistanceIgnoresTheTotal() {
    ExpertRows rows = new ExpertRows(1, 2, 7, 0, 13);
    ExpertRows triple = new ExpertRows(3, 6, 21, 0, 39);
    assertThat(LoadStatistics.ksDistance(rows, triple)).isZero();
    assertThat(LoadStatistics.ksDistance(new ExpertRows(5, 5), new ExpertRows(10, 0)))
        .isEqualTo(0.5);
  }

  @Test
  void oneExpertHasNoImbalance() {
    LoadStatistics statistics = LoadStatistics.of(new ExpertRows(9));
    assertThat(statistics.gini()).isZero();
    assertThat(statistics.entropyRatio()).isZero();
    assertThat(statistics.cv()).isZero();
    assertThat(statistics.top8Share()).isEqualTo(1);
  }

  @Test
  void largestCountsDoNotOverflow() {
    LoadStatistics statistics = LoadStatistics.of(new ExpertRows(Integer.MAX_VALUE - 1, 1, 0, 0));
    assertThat(statistics.gini()).isEqualTo(0.75, within(1e-6));
    assertThat(statistics.maxOverMean()).isEqualTo(4, within(1e-6));
    assertThat(statistics.toMap().values()).allMatch(Double::isFinite);
  }
}
