// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTest {
  /** Hollander and Wolfe's depression scores, differences of pairs: V = 40, p = 0.01953. */
  private static final double[] DEPRESSION = {
    0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01
  };

  @Test
  void thePublishedExampleComesOut() {
    assertThat(SignedRank.greater(DEPRESSION, 0)).isEqualTo(10.0 / 512);
    assertThat(SignedRank.twoSided(DEPRESSION, 0)).isEqualTo(20.0 / 512);
  }

  @Test
  void withoutTiesAllSignPatternsGiveTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 12; n++) {
      double[] d = random.doubles(n, -1, 2).toArray();
      double shift = 0.3;
      assertThat(SignedRank.greater(d, shift)).isCloseTo(enumerated(d, shift), within(1e-14));
      assertThat(SignedRank.less(d, shift)).isCloseTo(enumerated(minus(d), -shift), within(1e-14));
    }
  }

  @Test
  void withTiesAndZerosAllSignPatternsGiveTheSame() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 120; trial++) {
      int n = 1 + trial % 12;
      double[] d = random.ints(n, -3, 6).asDoubleStream().toArray();
      assertThat(SignedRank.greater(d, 1)).isCloseTo(enumerated(d, 1), within(1e-14));
      assertThat(SignedRank.less(d, 1)).isCloseTo(enumerated(minus(d), -1), within(1e-14));
    }
  }

  @Test
  void anotherLibraryAgreesUpToLargeSamples() {
    SplittableRandom random = new SplittableRandom(3);
    WilcoxonSignedRankTest oracle =
        WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT).withMu(0.2);
    for (int n : new int[] {3, 8, 16, 31, 48, 64, 65, 100}) {
      double[] d = random.doubles(n, -1, 1.3).toArray();
      double greater = oracle.with(AlternativeHypothesis.GREATER_THAN).test(d).getPValue();
      double less = oracle.with(AlternativeHypothesis.LESS_THAN).test(d).getPValue();
      double twoSided = oracle.with(AlternativeHypothesis.TWO_SIDED).test(d).getPValue();
      assertThat(SignedRank.greater(d, 0.2)).isCloseTo(greater, within(1e-12));
      assertThat(SignedRank.less(d, 0.2)).isCloseTo(less, within(1e-12));
      assertThat(SignedRank.twoSided(d, 0.2)).isCloseTo(twoSided, within(1e-12));
    }
  }

  @Test
  void fiveHundredSamplesNeitherOverflowNorVanish() {
    double[] untied = IntStream.rangeClosed(1, 500).asDoubleStream().toArray();
    assertThat(SignedRank.greater(untied, 0)).isEqualTo(Math.scalb(1.0, -500));
    assertThat(SignedRank.less(untied, 0)).isEqualTo(1);
  }

  @Test
  void whereAllAreTiedItIsTheSignTest() {
    int n = 500;
    double[] d = new double[n];
    Arrays.fill(d, -2);
    Arrays.fill(d, 0, 270, 2);
    double binomial = 1 - new BinomialDistribution(null, n, 0.5).cumulativeProbability(269);
    assertThat(SignedRank.greater(d, 0)).isCloseTo(binomial, within(1e-10));
  }

  @Test
  void theNullIsRejectedNoMoreOftenThanAlpha() {
    SplittableRandom random = new SplittableRandom(4);
    int runs = 20_000;
    double alpha = 0.05;
    for (int n : new int[] {6, 10, 16}) {
      int rejected = 0;
      for (int run = 0; run < runs; run++) {
        double[] d = new double[n];
        Arrays.setAll(d, i -> 0.03 + 0.04 * random.nextGaussian());
        rejected += SignedRank.greater(d, 0.03) <= alpha ? 1 : 0;
      }
      double[] tail = SignedRank.upperTail(n);
      double size = tail[Tails.critical(tail, alpha)];
      assertThat(size).isBetween(0.02, alpha);
      double fourErrors = 4 * Math.sqrt(size * (1 - size) / runs);
      assertThat((double) rejected / runs).isCloseTo(size, within(fourErrors));
    }
  }

  @Test
  void zerosAreDroppedAndOnlyZerosSayNothing() {
    assertThat(SignedRank.greater(new double[] {5, 1, 5, 2, 3, 5}, 5)).isEqualTo(1);
    assertThat(SignedRank.less(new double[] {5, 1, 5, 2, 3, 5}, 5)).isEqualTo(0.125);
    assertThat(SignedRank.greater(new double[] {5, 5}, 5)).isEqualTo(1);
    assertThat(SignedRank.twoSided(new double[] {0.0, -0.0}, 0)).isEqualTo(1);
  }

  @Test
  void theArrayGivenIsNotChanged() {
    double[] d = DEPRESSION.clone();
    SignedRank.twoSided(d, 0.1);
    assertThat(d).containsExactly(DEPRESSION);
  }

  @Test
  void badInputIsRefused() {
    for (double[] d : new double[][] {{}, {1, Double.NaN}, {Double.NEGATIVE_INFINITY}}) {
      assertThatThrownBy(() -> SignedRank.greater(d, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> SignedRank.less(new double[] {1}, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shift NaN");
  }

  /** P(W+ >= observed) by going through all patterns of signs. */
  private static double enumerated(double[] d, double shift) {
    double[] x = Arrays.stream(d).map(v -> v - shift).filter(v -> v != 0).toArray();
    double[] ranks = Arrays.stream(x).map(v -> midrank(Math.abs(v), x)).toArray();
    double observed = 0;
    for (int i = 0; i < x.length; i++) {
      observed += x[i] > 0 ? ranks[i] : 0;
    }
    int atLeast = 0;
    for (int pattern = 0; pattern < 1 << x.length; pattern++) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += (pattern >> i & 1) * ranks[i];
      }
      atLeast += sum >= observed ? 1 : 0;
    }
    return Math.scalb((double) atLeast, -x.length);
  }

  private static double midrank(double magnitude, double[] x) {
    long below = Arrays.stream(x).filter(v -> Math.abs(v) < magnitude).count();
    long equal = Arrays.stream(x).filter(v -> Math.abs(v) == magnitude).count();
    return below + (equal + 1) / 2.0;
  }

  private static double[] minus(double[] d) {
    return Arrays.stream(d).map(v -> -v).toArray();
  }
}
