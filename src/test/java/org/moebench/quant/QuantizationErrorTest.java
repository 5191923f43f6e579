// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizationErrorTest {
  @Test
  void unquantizedWeightsHaveNone() {
    assertThat(QuantizationError.relativeRms(QuantFormat.FP32, 128)).isZero();
  }

  @Test
  void roundingToASmallStepCostsTheStepOverRootTwelve() {
    // The mean largest magnitude of 128 normal values is 2.79 deviations; a step is 1/127 of it.
    double expected = 2.79 / 127 / Math.sqrt(12);
    assertThat(QuantizationError.relativeRms(QuantFormat.INT8_SYM, 128))
        .isCloseTo(expected, within(0.05 * expected));
  }

  @ParameterizedTest
  @EnumSource(names = "FP32", mode = EnumSource.Mode.EXCLUDE)
  void isTheSameEveryTimeAndBetweenZeroAndOne(QuantFormat format) {
    double error = QuantizationError.relativeRms(format, 32);
    assertThat(error).isPositive().isLessThan(1);
    assertThat(QuantizationError.relativeRms(format, 32)).isEqualTo(error);
  }

  @Test
  void moreBitsAndSmallerGroupsCostLess() {
    double int8 = QuantizationError.relativeRms(QuantFormat.INT8_ASYM, 128);
    double int4 = QuantizationError.relativeRms(QuantFormat.INT4_ASYM, 128);
    double int2 = QuantizationError.relativeRms(QuantFormat.INT2_ASYM, 128);
    assertThat(int8).isLessThan(int4);
    assertThat(int4).isLessThan(int2);
    assertThat(QuantizationError.relativeRms(QuantFormat.INT4_ASYM, 32)).isLessThan(int4);
    assertThat(QuantizationError.relativeRms(QuantFormat.INT4_ASYM, 1536)).isGreaterThan(int4);
  }

  @Test
  void refusesGroupsWithoutWeights() {
    assertThatThrownBy(() -> QuantizationError.relativeRms(QuantFormat.INT8_SYM, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
