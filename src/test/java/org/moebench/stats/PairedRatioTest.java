// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedRatioTest {
  @Test
  void driftThatBothShareCancels() {
    double[] drift = {1, 1.7, 0.6, 2.5};
    double[] a = new double[4];
    double[] b = new double[4];
    for (int i = 0; i < 4; i++) {
      a[i] = 30 * drift[i];
      b[i] = 20 * drift[i];
    }
    Estimate ratio = PairedRatio.of(a, b);
    assertThat(ratio.value()).isEqualTo(1.5, within(1e-12));
    assertThat(ratio.low()).isEqualTo(1.5, within(1e-12));
    assertThat(ratio.high()).isEqualTo(1.5, within(1e-12));
  }

  @Test
  void valueIsTheGeometricMeanOfTheRatios() {
    // Ratios 1, 2, 4: logarithms 0, ln 2, 2 ln 2; t(2 degrees, 97.5%) = 4.302653.
    Estimate ratio = PairedRatio.of(new double[] {3, 10, 4}, new double[] {3, 5, 1});
    double half = 4.302653 * Math.log(2) / Math.sqrt(3);
    assertThat(ratio.value()).isEqualTo(2, within(1e-12));
    assertThat(ratio.low()).isEqualTo(2 * Math.exp(-half), within(1e-6));
    assertThat(ratio.high()).isEqualTo(2 * Math.exp(half), within(1e-4));
  }

  @Test
  void swappingTheTwoInvertsTheRatio() {
    double[] a = {3, 10, 4, 8};
    double[] b = {2, 9, 5, 7};
    Estimate forward = PairedRatio.of(a, b, 0.9);
    Estimate backward = PairedRatio.of(b, a, 0.9);
    assertThat(backward.value()).isEqualTo(1 / forward.value(), within(1e-12));
    assertThat(backward.low()).isEqualTo(1 / forward.high(), within(1e-12));
    assertThat(backward.high()).isEqualTo(1 / forward.low(), within(1e-12));
  }

  @Test
  void onePairHasNoInterval() {
    Estimate ratio = PairedRatio.of(new double[] {6}, new double[] {4});
    assertThat(ratio.value()).isEqualTo(1.5, within(1e-15));
    assertThat(ratio.hasInterval()).isFalse();
  }

  @Test
  void refusesSamplesWithoutPartner() {
    assertThatThrownBy(() -> PairedRatio.of(new double[2], new double[3]))
        .hasMessage("2 samples cannot be paired with 3");
    assertThatThrownBy(() -> PairedRatio.of(new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PairedRatio.of(new double[] {1}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
