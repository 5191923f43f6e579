// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
  @ParameterizedTest
  @CsvSource({
    "0.975, 1.959963984540054",
    "0.999, 3.090232306167813",
    "0.001, -3.090232306167813",
    "0.75, 0.6744897501960817",
    "1e-6, -4.753424308822899"
  })
  void matchesTables(double p, double z) {
    assertThat(NormalQuantile.of(p)).isEqualTo(z, within(1e-9));
  }

  @Test
  void isSymmetric() {
    assertThat(NormalQuantile.of(0.5)).isZero();
    assertThat(NormalQuantile.of(0.3)).isEqualTo(-NormalQuantile.of(0.7), within(1e-14));
  }
}
