// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatingPointTest {
  @Test
  void everyBf16SurvivesTheRoundTrip() {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      float value = Bf16.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(Bf16.fromFloat(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void bf16RoundsToNearestTiesToEven() {
    assertThat(Bf16.round(0x1.01p0f)).isEqualTo(1f);
    assertThat(Bf16.round(0x1.03p0f)).isEqualTo(0x1.04p0f);
    assertThat(Bf16.round(0x1.010002p0f)).isEqualTo(0x1.02p0f);
    assertThat(Bf16.round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Bf16.round(-0x1p-140f)).isEqualTo(-0f);
    assertThat(Bf16.round(Float.intBitsToFloat(0x7F800001))).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void encodingPicksTheNearestOfAllFiniteCodes(Fp8 fp8) {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        assertNearest(fp8, value);
        assertNearest(fp8, Math.scalb(value, -Math.getExponent(value) - random.nextInt(20)));
      }
    }
  }

  private static void assertNearest(Fp8 fp8, float value) {
    double target = Math.clamp(value, -fp8.largest(), fp8.largest());
    double error = Math.abs(fp8.decode(fp8.encode(value)) - target);
    for (int code = 0; code < 256; code++) {
      if (fp8.isFinite(code)) {
        assertThat(error).isLessThanOrEqualTo(Math.abs(fp8.decode(code) - target));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void finiteCodesComeBackAndNaNStaysNaN(Fp8 fp8) {
    for (int code = 0; code < 256; code++) {
      assertThat(fp8.isFinite(code)).isEqualTo(Float.isFinite(fp8.decode(code)));
      if (fp8.isFinite(code)) {
        assertThat(fp8.encode(fp8.decode(code))).isEqualTo(code);
      }
    }
    assertThat(fp8.decode(fp8.encode(Float.NaN))).isNaN();
  }

  @Test
  void finiteCodesDecodeByShiftingAndScaling() {
    for (int code = 0; code < 256; code++) {
      int sign = (code & 0x80) << 24;
      if (Fp8.E4M3.isFinite(code)) {
        float shifted = Float.intBitsToFloat(sign | (code & 0x7F) << 20);
        assertThat(shifted * Fp8.E4M3.shiftFactor()).isEqualTo(Fp8.E4M3.decode(code));
      }
      if (Fp8.E5M2.isFinite(code)) {
        float shifted = Float.intBitsToFloat(sign | (code & 0x7F) << 21);
        assertThat(shifted * Fp8.E5M2.shiftFactor()).isEqualTo(Fp8.E5M2.decode(code));
      }
    }
  }
}
