// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;

class RankSumTest {
  /** Hollander and Wolfe's permeability of chorioamnion at term and earlier: W = 35, p = 0.1272. */
  private static final double[] TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

  private static final double[] EARLIER = {1.15, 0.88, 0.90, 0.74, 1.21};

  @Test
  void thePublishedExampleComesOut() {
    assertThat(RankSum.greater(EARLIER, TERM, 0)).isCloseTo(0.1272, within(5e-5));
    assertThat(RankSum.twoSided(EARLIER, TERM)).isCloseTo(0.2544, within(5e-5));
  }

  @Test
  void allAssignmentsGiveTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int m = 1; m <= 6; m++) {
      for (int n = 1; n <= 6; n++) {
        double[] a = random.doubles(m).toArray();
        double[] b = random.doubles(n, 0.1, 1.4).toArray();
        assertThat(RankSum.greater(a, b, 0.2)).isCloseTo(enumerated(a, b, 0.2), within(1e-13));
      }
    }
  }

  @Test
  void allAssignmentsGiveTheSameWithTies() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 100; trial++) {
      double[] a = random.ints(1 + trial % 5, 0, 4).asDoubleStream().toArray();
      double[] b = random.ints(1 + trial % 7, 1, 6).asDoubleStream().toArray();
      double greater = enumerated(a, b, 1);
      assertThat(RankSum.greater(a, b, 1)).isCloseTo(greater, within(1e-13));
      double smaller = Math.min(enumerated(a, b, 0), enumerated(b, a, 0));
      double twoSided = Math.min(1, 2 * smaller);
      assertThat(RankSum.twoSided(a, b)).isCloseTo(twoSided, within(1e-13));
    }
  }

  @Test
  void anotherLibraryAgreesUpToLargeSamples() {
    SplittableRandom random = new SplittableRandom(3);
    MannWhitneyUTest oracle = MannWhitneyUTest.withDefaults().with(PValueMethod.EXACT);
    for (int[] size : new int[][] {{3, 9}, {9, 3}, {16, 16}, {20, 48}, {49, 12}, {60, 60}}) {
      double[] a = random.doubles(size[0]).toArray();
      double[] b = random.doubles(size[1], 0.1, 1.1).toArray();
      double greater = oracle.with(AlternativeHypothesis.GREATER_THAN).test(b, a).getPValue();
      double twoSided = oracle.with(AlternativeHypothesis.TWO_SIDED).test(b, a).getPValue();
      assertThat(RankSum.greater(a, b, 0)).isCloseTo(greater, within(1e-12));
      assertThat(RankSum.twoSided(a, b)).isCloseTo(twoSided, within(1e-12));
    }
  }

  @Test
  void withTwoValuesItIsFishersExactTest() {
    double[] a = new double[40];
    double[] b = new double[40];
    Arrays.fill(a, 0, 10, 1);
    Arrays.fill(b, 0, 18, 1);
    double fisher = new HypergeometricDistribution(null, 80, 28, 40).upperCumulativeProbability(18);
    assertThat(RankSum.greater(a, b, 0)).isCloseTo(fisher, within(1e-10));
  }

  @Test
  void theShiftMovesB() {
    assertThat(RankSum.greater(new double[] {1, 2, 3}, new double[] {14, 15, 16}, 10))
        .isEqualTo(RankSum.greater(new double[] {1, 2, 3}, new double[] {4, 5, 6}, 0))
        .isCloseTo(0.05, within(1e-15));
  }

  @Test
  void equalSamplesSayNothing() {
    double[] same = {7, 7, 7};
    assertThat(RankSum.greater(same, same, 0)).isCloseTo(1, within(1e-15));
    assertThat(RankSum.twoSided(same, same)).isEqualTo(1);
  }

  @Test
  void theArraysGivenAreNotChanged() {
    double[] a = TERM.clone();
    double[] b = EARLIER.clone();
    RankSum.twoSided(a, b);
    assertThat(a).containsExactly(TERM);
    assertThat(b).containsExactly(EARLIER);
  }

  @Test
  void badInputIsRefused() {
    double[] good = {1, 2};
    for (double[] bad : new double[][] {{}, {1, Double.NaN}, {Double.POSITIVE_INFINITY}}) {
      assertThatThrownBy(() -> RankSum.greater(good, bad, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> RankSum.twoSided(bad, good))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> RankSum.greater(good, good, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** P(rank sum of b >= observed) by going through all choices of which values are b's. */
  private static double enumerated(double[] a, double[] b, double shift) {
    double[] all =
        DoubleStream.concat(Arrays.stream(a), Arrays.stream(b).map(v -> v - shift)).toArray();
    double[] ranks = Arrays.stream(all).map(v -> midrank(v, all)).toArray();
    double observed = Arrays.stream(ranks, a.length, all.length).sum();
    int choices = 0;
    int atLeast = 0;
    for (int choice = 0; choice < 1 << all.length; choice++) {
      if (Integer.bitCount(choice) == b.length) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
          sum += (choice >> i & 1) * ranks[i];
        }
        choices++;
        atLeast += sum >= observed ? 1 : 0;
      }
    }
    return (double) atLeast / choices;
  }

  private static double midrank(double value, double[] all) {
    long below = Arrays.stream(all).filter(v -> v < value).count();
    long equal = Arrays.stream(all).filter(v -> v == value).count();
    return below + (equal + 1) / 2.0;
  }
}
