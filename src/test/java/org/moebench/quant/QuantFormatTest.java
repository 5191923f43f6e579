// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class QuantFormatTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByNameInAnyCase(QuantFormat format) {
    assertThat(QuantFormat.of(format.name())).isEqualTo(format);
    assertThat(QuantFormat.of(format.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')))
        .isEqualTo(format);
  }

  @Test
  void unknownNameGetsTheNearestAndTheList() {
    assertThatThrownBy(() -> QuantFormat.of("INT4_SYN"))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageContaining("'INT4_SYN'")
        .hasMessageContaining("did you mean 'INT4_SYM'")
        .hasMessageContaining("FP8_E5M2");
  }

  @Test
  void bitsPerWeightCountScalesAndZeroPoints() {
    assertThat(QuantFormat.FP32.bitsPerWeight(128)).isEqualTo(32);
    assertThat(QuantFormat.INT4_SYM.bitsPerWeight(128)).isEqualTo(4.125);
    assertThat(QuantFormat.INT2_ASYM.bitsPerWeight(32)).isEqualTo(2.75);
    assertThat(QuantFormat.FP8_E4M3.bitsPerWeight(16)).isEqualTo(9);
  }

  @Test
  void wordsHoldAsManyCodesAsFit() {
    assertThat(QuantFormat.FP32.codesPerWord()).isEqualTo(1);
    assertThat(QuantFormat.FP8_E5M2.codesPerWord()).isEqualTo(4);
    assertThat(QuantFormat.INT4_ASYM.codesPerWord()).isEqualTo(8);
    assertThat(QuantFormat.INT2_SYM.codesPerWord()).isEqualTo(16);
  }

  @ParameterizedTest
  @EnumSource
  void refusesWeightsThatAreNotFiniteNamingThePlace(QuantFormat format) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] w = new float[3 * 64];
      w[2 * 64 + 37] = bad;
      assertThatThrownBy(() -> format.quantize(w, 3, 64, 32))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("row 2, column 37");
    }
  }

  @Test
  void refusesWeightsWhoseDequantizedValuesWouldOverflow() {
    float[] wide = new float[32];
    wide[0] = Float.MAX_VALUE;
    wide[1] = -Float.MAX_VALUE;
    assertThatThrownBy(() -> QuantFormat.INT8_ASYM.quantize(wide, 1, 32, 32))
        .hasMessageContaining("row 0, column 0")
        .hasMessageContaining("too large for INT8_ASYM");
    assertThat(QuantFormat.FP32.quantize(wide, 1, 32, 32).value(0, 1)).isEqualTo(-Float.MAX_VALUE);
  }

  @Test
  void refusesShapesThatCannotBeQuantized() {
    float[] w = new float[64];
    refuses(() -> QuantFormat.INT8_SYM.quantize(w, 1, 64, 48), "no multiple of the group");
    refuses(() -> QuantFormat.INT4_SYM.quantize(w, 1, 33, 33), "whole bytes of 2");
    refuses(() -> QuantFormat.INT2_SYM.quantize(w, 1, 6, 6), "whole bytes of 4");
    refuses(() -> QuantFormat.FP32.quantize(w, 0, 64, 64), "a matrix of 0 x 64");
    refuses(() -> QuantFormat.FP32.quantize(w, 2, 64, 64), "too few");
    refuses(() -> QuantFormat.FP32.quantize(w, 1 << 20, 1 << 20, 64), "too large");
  }

  private static void refuses(Runnable quantize, String words) {
    assertThatThrownBy(quantize::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void publishedBytesMustFitTheirShape() {
    byte[] bytes = new byte[32];
    byte[] none = new byte[0];
    QuantFormat format = QuantFormat.INT8_SYM;
    refuses(() -> QuantizedMatrix.of(format, 1, 64, 64, bytes, new short[1], none), "packed bytes");
    refuses(() -> QuantizedMatrix.of(format, 1, 32, 32, bytes, new short[2], none), "2 scales");
    refuses(
        () -> QuantizedMatrix.of(format, 1, 32, 32, bytes, new short[1], new byte[1]),
        "1 zero points, expected 0");
  }
}
