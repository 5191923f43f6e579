// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
  @Test
  void matchesTheTableOfStudentsT() {
    // Logarithms -1, 0, 1: standard error 1/sqrt(3), t(2 degrees, 97.5%) = 4.302653.
    Estimate estimate = Intervals.of(Math.exp(-1), 1, Math.exp(1));
    assertThat(estimate.value()).isEqualTo(1);
    assertThat(Math.log(estimate.low())).isEqualTo(-4.302653 / Math.sqrt(3), within(1e-6));
    assertThat(Math.log(estimate.high())).isEqualTo(4.302653 / Math.sqrt(3), within(1e-6));
  }

  @Test
  void higherLevelGivesWiderInterval() {
    double[] samples = {10, 11, 12, 10.5};
    Estimate wide = Intervals.of(samples, 0.99);
    Estimate narrow = Intervals.of(samples, 0.8);
    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
  }

  @Test
  void widensToContainTheMedian() {
    // Many equal samples and a few far outliers: the t interval lies above the median.
    double[] samples = new double[100];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i < 60 ? 1 : 100;
    }
    Estimate estimate = Intervals.of(samples);
    assertThat(estimate.value()).isEqualTo(1);
    assertThat(estimate.low()).isEqualTo(1);
    assertThat(estimate.high()).isGreaterThan(4);
  }

  @Test
  void oneSampleHasNoInterval() {
    Estimate estimate = Intervals.of(3.5);
    assertThat(estimate.value()).isEqualTo(3.5);
    assertThat(estimate.low()).isNaN();
    assertThat(estimate.high()).isNaN();
    assertThat(estimate.hasInterval()).isFalse();
  }

  @Test
  void equalSamplesHaveAnIntervalWithoutWidth() {
    Estimate estimate = Intervals.of(0.1, 0.1, 0.1, 0.1);
    assertThat(estimate.low()).isLessThanOrEqualTo(0.1).isCloseTo(0.1, within(1e-15));
    assertThat(estimate.high()).isGreaterThanOrEqualTo(0.1).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void coversTheCentreAsOftenAsItClaims() {
    Random random = new Random(7);
    int covered = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      double[] samples = new double[5];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = 20 * Math.exp(0.1 * random.nextGaussian());
      }
      Estimate estimate = Intervals.of(samples);
      covered += estimate.low() <= 20 && 20 <= estimate.high() ? 1 : 0;
    }
    // Standard error of the share is 0.5%; widening can only add.
    assertThat(covered / (double) trials).isBetween(0.935, 0.975);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesSamplesThatAreNotPositive(double sample) {
    assertThatThrownBy(() -> Intervals.of(1, sample)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesImpossibleLevels() {
    assertThatThrownBy(() -> Intervals.of(new double[] {1, 2}, 95)).hasMessageContaining("95");
  }
}
