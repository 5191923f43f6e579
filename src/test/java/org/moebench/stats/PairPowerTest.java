// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Test;

class PairPowerTest {
  @Test
  void noiseIsTheStandardDeviationOfNormalSamples() {
    SplittableRandom random = new SplittableRandom(1);
    double[] d = new double[20_000];
    Arrays.setAll(d, i -> 3 + 0.04 * random.nextGaussian());
    assertThat(PairPower.noise(d)).isCloseTo(0.04, within(0.001));
  }

  @Test
  void noiseIsTheLargerOfBothDeviations() {
    assertThat(PairPower.noise(new double[] {0, 0, 0, 10})).isCloseTo(5, within(1e-12));
    // Deviations from the median: 1, 1, 1, 1, 0; the standard deviation is 1.
    assertThat(PairPower.noise(new double[] {-1, -1, 0, 1, 1})).isCloseTo(1.4826, within(1e-12));
    assertThat(PairPower.noise(new double[] {4, 4, 4})).isZero();
  }

  @Test
  void fewerThanThreePairsSayNothingAboutNoise() {
    assertThat(PairPower.noise(new double[0])).isNaN();
    assertThat(PairPower.noise(new double[] {1, 2})).isNaN();
    assertThat(PairPower.noise(new double[] {1, 2, 3})).isPositive();
  }

  @Test
  void theFormulaIsThatOfStudentsT() {
    // t(0.99) = 2.6025 and t(0.8) = 0.8662 with 15 degrees of freedom; 0.04 / sqrt(16) = 0.01
    assertThat(PairPower.detectable(0.03, 0.01, 0.04, 16)).isCloseTo(0.064687, within(1e-6));
    assertThat(PairPower.detectable(0.03, 0.01, 0, 16)).isEqualTo(0.03);
    assertThat(PairPower.detectable(0.03, 0.01, 0.04, 1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void whatIsCalledDetectableIsFoundInFourOfFiveRuns() {
    SplittableRandom random = new SplittableRandom(2);
    double margin = 0.03;
    double noise = 0.04;
    int runs = 3000;
    for (int pairs : new int[] {12, 16, 40}) {
      double alpha = 0.01;
      double effect = PairPower.detectable(margin, alpha, noise, pairs);
      int byT = 0;
      int bySignedRank = 0;
      for (int run = 0; run < runs; run++) {
        double[] d = new double[pairs];
        Arrays.setAll(d, i -> effect + noise * random.nextGaussian());
        byT += TestUtils.t(margin, d) > 0 && TestUtils.tTest(margin, d) / 2 <= alpha ? 1 : 0;
        bySignedRank += SignedRank.greater(d, margin) <= alpha ? 1 : 0;
      }
      assertThat((double) byT / runs).isCloseTo(0.8, within(0.03));
      assertThat((double) bySignedRank / runs).isBetween(0.71, 0.81); // exact, so a little less
    }
  }

  @Test
  void pairsNeededIsTheFewestThatDetect() {
    double[] alphas = {0.3, 0.05, 0.01, 0.0005};
    for (double alpha : alphas) {
      for (double noise : new double[] {0, 0.01, 0.04, 0.12}) {
        int first = 0; // by trying one after the other
        for (int n = 60; n >= 2; n--) {
          boolean reachable = Math.pow(2, -n) <= alpha;
          if (reachable && PairPower.detectable(0.03, alpha, noise, n) <= 0.08) {
            first = n;
          }
        }
        assertThat(PairPower.pairsNeeded(0.03, alpha, noise, 0.08, 60).orElse(0)).isEqualTo(first);
      }
    }
  }

  @Test
  void theSignedRankTestMustBeAbleToReject() {
    assertThat(PairPower.pairsNeeded(0.03, 0.01, 1e-6, 0.1, 100)).hasValue(7); // 2^-7 < 0.01
    assertThat(PairPower.pairsNeeded(0.03, 0.0078125, 1e-6, 0.1, 7)).hasValue(7); // 2^-7
    assertThat(PairPower.pairsNeeded(0.03, 0.01, 1e-6, 0.1, 6)).isEmpty();
  }

  @Test
  void whatNoNumberOfPairsFindsIsEmpty() {
    assertThat(PairPower.pairsNeeded(0.03, 0.01, 0.04, 0.03, 1000)).isEmpty();
    assertThat(PairPower.pairsNeeded(0.03, 0.01, 0, 0.03, 1000)).isEmpty();
    assertThat(PairPower.pairsNeeded(0.03, 0.01, 0.04, 0.031, 1000)).isEmpty();
    assertThat(PairPower.pairsNeeded(0.03, 0.01, 0.04, 0.1, 0)).isEmpty();
  }

  @Test
  void badInputIsRefused() {
    assertRefused(() -> PairPower.noise(new double[] {1, 2, Double.NaN}));
    assertRefused(() -> PairPower.detectable(Double.NaN, 0.01, 0.1, 5));
    assertRefused(() -> PairPower.detectable(0, 0, 0.1, 5));
    assertRefused(() -> PairPower.detectable(0, 0.5, 0.1, 5));
    assertRefused(() -> PairPower.detectable(0, 0.01, Double.NaN, 5));
    assertRefused(() -> PairPower.detectable(0, 0.01, -0.1, 5));
    assertRefused(() -> PairPower.detectable(0, 0.01, 0.1, 0));
    assertRefused(() -> PairPower.pairsNeeded(0, 0.01, 0.1, Double.POSITIVE_INFINITY, 9));
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
  }
}
