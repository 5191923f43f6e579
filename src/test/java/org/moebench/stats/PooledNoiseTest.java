// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PooledNoiseTest {
  @Test
  void driftAndCellDifferencesAreNoNoise() {
    double[][] times = {{10, 20, 15}, {30, 60, 45}, {1, 2, 1.5}};
    PooledNoise noise = PooledNoise.of(times);
    assertThat(noise.deviation()).isCloseTo(0, within(1e-12));
    assertThat(noise.degrees()).isEqualTo(1); // 37% of 4
  }

  @Test
  void theDeviationIsRecoveredWhateverTheDrift() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] times = new double[60][50];
    for (int r = 0; r < 50; r++) {
      double drift = random.nextGaussian() * 0.3;
      for (int c = 0; c < 60; c++) {
        times[c][r] = Math.exp(c * 0.1 + drift + 0.02 * random.nextGaussian());
      }
    }
    assertThat(PooledNoise.of(times).deviation()).isCloseTo(0.02, within(0.0015));
  }

  @Test
  void oneDisturbedForkChangesLittle() {
    SplittableRandom random = new SplittableRandom(9);
    double[][] times = new double[10][4];
    for (double[] cell : times) {
      for (int r = 0; r < 4; r++) {
        cell[r] = Math.exp(0.02 * random.nextGaussian());
      }
    }
    double quiet = PooledNoise.of(times).deviation();
    times[3][2] *= 2;
    assertThat(PooledNoise.of(times).deviation()).isLessThan(4 * quiet);
  }

  @Test
  void oneCellOrOneRoundSaysNothing() {
    assertThat(PooledNoise.of(new double[][] {{1, 2}})).isEqualTo(PooledNoise.UNKNOWN);
    assertThat(PooledNoise.of(new double[][] {{1}, {2}})).isEqualTo(PooledNoise.UNKNOWN);
    assertThat(PooledNoise.of(new double[0][]).degrees()).isZero();
  }

  @Test
  void unequalRoundsAreRefused() {
    assertThatThrownBy(() -> PooledNoise.of(new double[][] {{1, 2}, {1}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIntervalCoversTheTrueRatioAsOftenAsItClaims() {
    SplittableRandom random = new SplittableRandom(5);
    int runs = 2000;
    int covered = 0;
    double width = 0;
    double widthAlone = 0;
    for (int run = 0; run < runs; run++) {
      double[][] times = new double[10][3];
      for (int r = 0; r < 3; r++) {
        double drift = random.nextGaussian() * 0.2;
        for (int c = 0; c < 10; c++) {
          times[c][r] = Math.exp(drift + 0.03 * random.nextGaussian());
        }
      }
      PooledNoise noise = PooledNoise.of(times);
      Estimate pooled = PairedRatio.of(times[0], times[1], 0.99, noise);
      Estimate alone = PairedRatio.of(times[0], times[1], 0.99);
      covered += pooled.low() <= 1 && 1 <= pooled.high() ? 1 : 0;
      width += Math.log(pooled.high() / pooled.low());
      widthAlone += Math.log(alone.high() / alone.low());
    }
    assertThat(covered / (double) runs).isBetween(0.98, 1.0);
    assertThat(width).isLessThan(widthAlone);
  }

  @Test
  void aCellNoisierThanTheOthersIsNotTrusted() {
    double[][] times = {
      {1, 1.001, 0.999}, {1, 1.3, 0.8}, {2, 2.001, 1.999}, {3, 3.001, 2.999}, {4, 4.001, 3.999}
    };
    Estimate ratio = PairedRatio.of(times[0], times[1], 0.95, PooledNoise.of(times));
    assertThat(ratio.high() / ratio.low()).isGreaterThan(1.3);
  }
}
