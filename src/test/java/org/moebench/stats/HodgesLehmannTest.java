// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95, 0.99};

  @Test
  void theEstimateIsTheMedianOfTheWalshAverages() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 60; n++) {
      double[] d = random.doubles(n, -3, 3).toArray();
      assertThat(HodgesLehmann.estimate(d)).isEqualTo(Samples.median(walsh(d)));
      double[] tied = random.ints(n, 0, 4).asDoubleStream().toArray();
      assertThat(HodgesLehmann.estimate(tied)).isEqualTo(Samples.median(walsh(tied)));
    }
    assertThat(HodgesLehmann.estimate(1, 2, 9)).isEqualTo(3.5);
  }

  @Test
  void theShiftIsTheMedianOfTheDifferences() {
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 1; n <= 30; n++) {
      double[] a = random.doubles(n, -3, 3).toArray();
      double[] b = random.doubles(31 - n, -3, 3).toArray();
      assertThat(HodgesLehmann.shift(a, b)).isEqualTo(Samples.median(differences(a, b)));
    }
    assertThat(HodgesLehmann.shift(new double[] {1, 2}, new double[] {11, 12})).isEqualTo(10);
  }

  @Test
  void publishedIntervalsComeOut() {
    double[] depression = {0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01};
    Estimate paired = HodgesLehmann.interval(depression, 0.95);
    assertThat(paired.value()).isCloseTo(0.46, within(1e-9));
    assertThat(paired.low()).isCloseTo(0.01, within(1e-9));
    assertThat(paired.high()).isCloseTo(0.786, within(1e-9));
    double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] earlier = {1.15, 0.88, 0.90, 0.74, 1.21};
    Estimate shift = HodgesLehmann.shiftInterval(earlier, term, 0.95);
    assertThat(shift.value()).isCloseTo(0.305, within(1e-9));
    assertThat(shift.low()).isCloseTo(-0.15, within(1e-9));
    assertThat(shift.high()).isCloseTo(0.76, within(1e-9));
  }

  @Test
  void theIntervalHoldsTheShiftsThatTheTestDoesNotReject() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 8; n <= 40; n += 4) {
      double[] d = random.doubles(n, -1, 2).toArray();
      for (double level : LEVELS) {
        double alpha = 1 - level;
        Estimate interval = HodgesLehmann.interval(d, level);
        assertThat(SignedRank.twoSided(d, interval.low() - 1e-9)).isLessThanOrEqualTo(alpha);
        assertThat(SignedRank.twoSided(d, interval.low() + 1e-9)).isGreaterThan(alpha);
        assertThat(SignedRank.twoSided(d, interval.high() - 1e-9)).isGreaterThan(alpha);
        assertThat(SignedRank.twoSided(d, interval.high() + 1e-9)).isLessThanOrEqualTo(alpha);
        double upper = HodgesLehmann.upperBound(d, level);
        assertThat(SignedRank.less(d, upper - 1e-9)).isGreaterThan(alpha);
        assertThat(SignedRank.less(d, upper + 1e-9)).isLessThanOrEqualTo(alpha);
      }
    }
  }

  @Test
  void theShiftIntervalHoldsTheShiftsThatTheTestDoesNotReject() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n = 6; n <= 20; n += 2) {
      double[] a = random.doubles(n).toArray();
      double[] b = random.doubles(25 - n, 0, 1.5).toArray();
      for (double level : LEVELS) {
        double side = (1 - level) / 2;
        Estimate interval = HodgesLehmann.shiftInterval(a, b, level);
        assertThat(RankSum.greater(a, b, interval.low() - 1e-9)).isLessThanOrEqualTo(side);
        assertThat(RankSum.greater(a, b, interval.low() + 1e-9)).isGreaterThan(side);
        assertThat(RankSum.greater(b, a, -interval.high() - 1e-9)).isLessThanOrEqualTo(side);
        assertThat(RankSum.greater(b, a, -interval.high() + 1e-9)).isGreaterThan(side);
      }
    }
  }

  @Test
  void intervalsCoverAsOftenAsTheNullDistributionSays() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {6, 9, 16}) {
      double[] tail = SignedRank.upperTail(n);
      for (double level : new double[] {0.5, 0.8, 0.95}) {
        double covers = 1 - 2 * tail[Tails.critical(tail, (1 - level) / 2)];
        assertThat(covers).isGreaterThanOrEqualTo(level);
        assertCovers(
            covers, random, n, r -> 7 + r.nextGaussian(), 7, d -> HodgesLehmann.interval(d, level));
        double bounds = 1 - tail[Tails.critical(tail, 1 - level)];
        assertThat(bounds).isGreaterThanOrEqualTo(level);
        assertCovers(bounds, random, n, HodgesLehmannTest::laplace, 0, d -> below(d, level));
        assertCovers(bounds, random, n, HodgesLehmannTest::laplace, 0, d -> above(d, level));
      }
    }
  }

  @Test
  void tiesOnlyMakeIntervalsCoverMore() {
    SplittableRandom random = new SplittableRandom(6);
    int runs = 4000;
    for (double level : new double[] {0.5, 0.8, 0.95}) {
      int covered = 0;
      int bounded = 0;
      for (int run = 0; run < runs; run++) {
        double[] d = random.ints(10, -2, 3).asDoubleStream().toArray();
        Estimate interval = HodgesLehmann.interval(d, level);
        covered += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
        bounded += HodgesLehmann.upperBound(d, level) >= 0 ? 1 : 0;
      }
      assertThat(Math.min(covered, bounded)).isGreaterThanOrEqualTo((int) (level * runs));
    }
  }

  @Test
  void shiftIntervalsCoverAsOftenAsTheNullDistributionSays() {
    SplittableRandom random = new SplittableRandom(7);
    for (int[] size : new int[][] {{5, 5}, {4, 12}, {12, 9}}) {
      double[] tail = RankSum.upperTail(size[0], size[1]);
      for (double level : new double[] {0.5, 0.8, 0.95}) {
        double covers = 1 - 2 * tail[Tails.critical(tail, (1 - level) / 2)];
        assertThat(covers).isGreaterThanOrEqualTo(level);
        ToDoubleFunction<SplittableRandom> exponential = r -> -Math.log1p(-r.nextDouble());
        int both = size[0] + size[1];
        assertCovers(
            covers,
            random,
            both,
            exponential,
            3,
            x -> {
              double[] b = Arrays.stream(x, size[0], both).map(v -> v + 3).toArray();
              return HodgesLehmann.shiftInterval(Arrays.copyOf(x, size[0]), b, level);
            });
      }
    }
  }

  @Test
  void tooFewSamplesReachNoLevel() {
    double[] five = {1, 2, 4, 8, 16};
    assertThat(HodgesLehmann.interval(five, 0.95).hasInterval()).isFalse();
    assertThat(HodgesLehmann.interval(five, 0.95).value()).isEqualTo(5);
    Estimate reached = HodgesLehmann.interval(five, 0.9375); // 1 - 2/32
    assertThat(reached.low()).isEqualTo(1);
    assertThat(reached.high()).isEqualTo(16);
    assertThat(HodgesLehmann.upperBound(five, 0.95)).isEqualTo(16);
    assertThat(HodgesLehmann.lowerBound(five, 0.95)).isEqualTo(1);
    double[] four = {1, 2, 4, 8};
    assertThat(HodgesLehmann.upperBound(four, 0.95)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(HodgesLehmann.lowerBound(four, 0.95)).isEqualTo(Double.NEGATIVE_INFINITY);
    double[] three = {1, 2, 3};
    assertThat(HodgesLehmann.shiftInterval(three, three, 0.95).hasInterval()).isFalse();
    assertThat(HodgesLehmann.shiftInterval(three, three, 0.9)) // 1 - 2/20, rounded on both sides
        .isEqualTo(new Estimate(0, -2, 2));
  }

  @Test
  void theArraysGivenAreNotChanged() {
    double[] d = {3, 1, 2, 5, 4, 9, 7};
    double[] e = {8, 3, 6};
    HodgesLehmann.interval(d, 0.9);
    HodgesLehmann.lowerBound(d, 0.9);
    HodgesLehmann.shiftInterval(d, e, 0.9);
    assertThat(d).containsExactly(3, 1, 2, 5, 4, 9, 7);
    assertThat(e).containsExactly(8, 3, 6);
  }

  @Test
  void badInputIsRefused() {
    double[] good = {1, 2};
    for (double[] bad : new double[][] {{}, {1, Double.NaN}, {Double.POSITIVE_INFINITY}}) {
      assertRefused(() -> HodgesLehmann.estimate(bad));
      assertRefused(() -> HodgesLehmann.interval(bad, 0.9));
      assertRefused(() -> HodgesLehmann.upperBound(bad, 0.9));
      assertRefused(() -> HodgesLehmann.lowerBound(bad, 0.9));
      assertRefused(() -> HodgesLehmann.shift(good, bad));
      assertRefused(() -> HodgesLehmann.shiftInterval(bad, good, 0.9));
    }
    for (double level : new double[] {0, 1, Double.NaN}) {
      assertRefused(() -> HodgesLehmann.interval(good, level));
      assertRefused(() -> HodgesLehmann.upperBound(good, level));
      assertRefused(() -> HodgesLehmann.shiftInterval(good, good, level));
    }
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
  }

  /** Simulates how often the interval of n draws holds the truth, and compares. */
  private static void assertCovers(
      double expected,
      SplittableRandom random,
      int n,
      ToDoubleFunction<SplittableRandom> draw,
      double truth,
      Function<double[], Estimate> intervalOf) {
    int runs = 4000;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      double[] d = new double[n];
      Arrays.setAll(d, i -> draw.applyAsDouble(random));
      Estimate interval = intervalOf.apply(d);
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    double fourErrors = 4 * Math.sqrt(expected * (1 - expected) / runs);
    assertThat((double) covered / runs).isCloseTo(expected, within(fourErrors));
  }

  private static Estimate below(double[] d, double level) {
    return new Estimate(0, Double.NEGATIVE_INFINITY, HodgesLehmann.upperBound(d, level));
  }

  private static Estimate above(double[] d, double level) {
    return new Estimate(0, HodgesLehmann.lowerBound(d, level), Double.POSITIVE_INFINITY);
  }

  private static double laplace(SplittableRandom random) {
    double magnitude = -Math.log1p(-random.nextDouble());
    return random.nextBoolean() ? magnitude : -magnitude;
  }

  private static double[] walsh(double[] d) {
    double[] walsh = new double[d.length * (d.length + 1) / 2];
    int next = 0;
    for (int i = 0; i < d.length; i++) {
      for (int j = i; j < d.length; j++) {
        walsh[next++] = (d[i] + d[j]) / 2;
      }
    }
    return walsh;
  }

  private static double[] differences(double[] a, double[] b) {
    return Arrays.stream(b).flatMap(y -> Arrays.stream(a).map(x -> y - x)).toArray();
  }
}
