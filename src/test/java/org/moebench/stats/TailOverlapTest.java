// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailOverlapTest {
  @ParameterizedTest
  @CsvSource({
    "0.427, 0.0625, 0.714",
    "0.079, 0.0625, 0.063",
    "0.597, 0.0625, 0.864",
    "0.206, 0.0625, 0.391",
    "0.4217, 0.125, 0.601",
    "0.257, 0.0625, 0.484",
    "0.44, 0.0625, 0.728",
  })
  void correlationsAreThoseOfAnIndependentCalculation(
      double overlap, double tail, double correlation) {
    assertThat(TailOverlap.correlation(overlap, tail)).isCloseTo(correlation, within(6e-4));
    assertThat(TailOverlap.of(TailOverlap.correlation(overlap, tail), tail))
        .isCloseTo(overlap, within(1e-9));
  }

  @Test
  void endsAreChanceAndEverything() {
    assertThat(TailOverlap.of(0, 0.1)).isEqualTo(0.1);
    assertThat(TailOverlap.of(1, 0.1)).isCloseTo(1, within(1e-6));
    // Sheppard: two numbers of correlation r are both positive with 1/4 + arcsin(r)/2π
    assertThat(TailOverlap.of(0.5, 0.5)).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> TailOverlap.correlation(0.05, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> TailOverlap.correlation(1.1, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> TailOverlap.of(-0.1, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> TailOverlap.of(0.5, 0));
  }
}
