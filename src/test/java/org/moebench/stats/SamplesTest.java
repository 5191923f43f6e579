// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void medianOfOddCountIsTheMiddleSample() {
    assertThat(Samples.median(9, 1, 5)).isEqualTo(5);
    assertThat(Samples.median(7)).isEqualTo(7);
  }

  @Test
  void medianOfEvenCountIsTheMeanOfTheMiddleTwo() {
    assertThat(Samples.median(10, 1, 4, 2)).isEqualTo(3);
  }

  @Test
  void quantilesInterpolateBetweenOrderStatistics() {
    double[] samples = {40, 10, 30, 20};
    assertThat(Samples.quantile(samples, 0)).isEqualTo(10);
    assertThat(Samples.quantile(samples, 0.25)).isEqualTo(17.5, within(1e-12));
    assertThat(Samples.quantile(samples, 0.9)).isEqualTo(37, within(1e-12));
    assertThat(Samples.quantile(samples, 1)).isEqualTo(40);
  }

  @Test
  void leavesTheSamplesInTheirOrder() {
    double[] samples = {3, 1, 2};
    Samples.median(samples);
    assertThat(samples).containsExactly(3, 1, 2);
  }

  @Test
  void refusesWhatHasNoQuantile() {
    assertThatThrownBy(Samples::median).hasMessage("no samples");
    assertThatThrownBy(() -> Samples.median(1, Double.NaN)).hasMessage("a sample is NaN");
    assertThatThrownBy(() -> Samples.quantile(new double[] {1}, 1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> Samples.quantile(new double[] {1}, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
