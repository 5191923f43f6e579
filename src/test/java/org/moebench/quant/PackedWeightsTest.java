// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.tensor.Alignment.ALIGNED;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PackedWeightsTest {
  private static final int EXPERTS = 2;

  static List<Arguments> shapes() {
    List<Arguments> shapes = new ArrayList<>();
    for (QuantFormat format : QuantFormat.values()) {
      for (int n : new int[] {1, 31, 32, 33, 70}) {
        shapes.add(Arguments.of(format, n, 96, 32));
        shapes.add(Arguments.of(format, n, 256, 128));
        shapes.add(Arguments.of(format, n, 36, 36)); // INT4 and INT2: last word partly used
        shapes.add(Arguments.of(format, n, 4, 4)); // fewer columns than a word of INT4 holds
      }
    }
    return shapes;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyWeightOfEveryExpertIsTheMatrixs(QuantFormat format, int n, int k, int group) {
    PackedWeights weights = PackedWeights.allocate(format, EXPERTS, n, k, group);
    for (int e = 0; e < EXPERTS; e++) {
      weights.pack(e, matrix(e, format, n, k, group));
    }
    for (int e = 0; e < EXPERTS; e++) {
      QuantizedMatrix matrix = matrix(e, format, n, k, group);
      for (int row = 0; row < n; row++) {
        for (int col = 0; col < k; col++) {
          assertThat(weights.value(e, row, col) + 0f).isEqualTo(matrix.value(row, col) + 0f);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void placesBeyondNandKdecodeToZero(QuantFormat format, int n, int k, int group) {
    PackedWeights weights = PackedWeights.allocate(format, 1, n, k, group);
    weights.pack(0, matrix(0, format, n, k, group));
    int rows = weights.panels() * PANEL;
    int columns = weights.wordRows() * format.codesPerWord();
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < columns; col++) {
        // The group of a column beyond K is the last one, as a kernel would have it.
        if (row >= n || (col >= k && group == k)) {
          assertThat(valueBeyond(weights, row, col)).isZero();
        }
      }
    }
  }

  private static float valueBeyond(PackedWeights weights, int row, int col) {
    QuantFormat format = weights.format();
    int at = weights.wordIndex(0, row / PANEL) + col / format.codesPerWord() * PANEL + row % PANEL;
    if (!format.hasScales()) {
      return weights.floats()[at];
    }
    int shift = col % format.codesPerWord() * format.bits();
    int code = (weights.words()[at] >>> shift) & ((1 << format.bits()) - 1);
    int g = Math.min(col / weights.group(), weights.groups() - 1);
    int scaleAt = weights.scaleIndex(0, row / PANEL) + g * PANEL + row % PANEL;
    float scale = weights.scales()[scaleAt];
    if (format.isFloat8()) {
      return format.codec().decode(code, 0) * scale;
    }
    int half = 1 << (format.bits() - 1);
    float offset = format.hasZeros() ? weights.offsets()[scaleAt] : -half * scale;
    return Math.fma((float) code, scale, offset);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void sizesAgreeWithTheArrays(QuantFormat format, int n, int k, int group) {
    PackedWeights weights = PackedWeights.allocate(format, EXPERTS, n, k, group);
    long elements =
        weights.words().length
            + weights.floats().length
            + weights.scales().length
            + (long) weights.offsets().length;
    assertThat(PackedWeights.bytes(format, EXPERTS, n, k, group)).isEqualTo(4 * elements);
    assertThat(weights.bytesPerExpert() * EXPERTS).isLessThan(4 * elements);
    int codes = format.hasScales() ? weights.words().length : weights.floats().length;
    assertThat(weights.wordIndex(EXPERTS, 0)).isEqualTo(codes);
    assertThat(weights.wordIndex(0, 0)).isEqualTo(ALIGNED);
    if (format.hasScales()) {
      assertThat(weights.scaleIndex(EXPERTS, 0)).isEqualTo(weights.scales().length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fusedAndSeparateDecodingAgreeForEveryCode(QuantFormat format) {
    if (!format.hasScales() || format.isFloat8()) {
      return;
    }
    int codes = 1 << format.bits();
    for (float scale : new float[] {Bf16.round(1e-8f), Bf16.round(0.0123f), Bf16.round(3e5f)}) {
      for (int zero = 0; zero < codes; zero++) {
        for (int code = 0; code < codes; code++) {
          float exact = (code - zero) * scale;
          assertThat(Math.fma((float) code, scale, -zero * scale)).isEqualTo(exact);
          assertThat(code * scale + -zero * scale).isEqualTo(exact);
        }
      }
    }
  }

  @Test
  void symmetricCodesAreStoredOffsetBinaryLowestFeatureLowest() {
    short one = Bf16.fromFloat(1f);
    byte[] packed = {(byte) 0x80, 0x01, 0x7F, 0x00};
    QuantizedMatrix matrix =
        QuantizedMatrix.of(QuantFormat.INT8_SYM, 1, 4, 4, packed, new short[] {one}, new byte[0]);
    PackedWeights weights = PackedWeights.allocate(QuantFormat.INT8_SYM, 1, 1, 4, 4);
    weights.pack(0, matrix);
    assertThat(weights.words()[ALIGNED]).isEqualTo(0x80_FF_81_00);
    assertThat(weights.value(0, 0, 0)).isEqualTo(-128f);
    assertThat(weights.scales()[ALIGNED]).isEqualTo(1f);
    assertThat(weights.offsets()).isEmpty();
  }

  @Test
  void refusesAnotherFormatShapeOrGroup() {
    PackedWeights weights = PackedWeights.allocate(QuantFormat.INT8_SYM, 1, 4, 32, 32);
    for (QuantizedMatrix other :
        List.of(
            matrix(0, QuantFormat.INT8_ASYM, 4, 32, 32),
            matrix(0, QuantFormat.INT8_SYM, 5, 32, 32),
            matrix(0, QuantFormat.INT8_SYM, 4, 64, 32),
            matrix(0, QuantFormat.INT8_SYM, 4, 32, 16))) {
      assertThatThrownBy(() -> weights.pack(0, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot pack");
    }
  }

  @Test
  void refusesFloat8CodesThatAreNotFiniteNamingThePlace() {
    refusesCode(QuantFormat.FP8_E4M3, 0x7F);
    refusesCode(QuantFormat.FP8_E4M3, 0xFF);
    refusesCode(QuantFormat.FP8_E5M2, 0x7C);
    refusesCode(QuantFormat.FP8_E5M2, 0xFE);
  }

  private static void refusesCode(QuantFormat format, int code) {
    byte[] packed = new byte[3 * 6];
    packed[2 * 6 + 5] = (byte) code;
    assertThatThrownBy(() -> packFloat8(format, packed, 1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code 0x%x at row 2, column 5 is not finite", code);
  }

  @Test
  void refusesScalesThatTheShiftingDecoderCannotTake() {
    byte[] packed = new byte[3 * 6];
    packFloat8(QuantFormat.FP8_E4M3, packed, 0x1.FEp7f);
    packFloat8(QuantFormat.FP8_E5M2, packed, 0x1.FEp15f);
    assertThatThrownBy(() -> packFloat8(QuantFormat.FP8_E4M3, packed, 0x1p8f))
        .hasMessageContaining("row 0, column 0 is too large for FP8_E4M3");
    assertThatThrownBy(() -> packFloat8(QuantFormat.FP8_E5M2, packed, 0x1p16f))
        .hasMessageContaining("too large for FP8_E5M2");
    assertThatThrownBy(() -> packFloat8(QuantFormat.FP8_E5M2, packed, Float.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void packFloat8(QuantFormat format, byte[] packed, float scale) {
    short bits = Bf16.fromFloat(scale);
    short[] scales = {bits, bits, bits};
    QuantizedMatrix matrix = QuantizedMatrix.of(format, 3, 6, 6, packed, scales, new byte[0]);
    PackedWeights.allocate(format, 1, 3, 6, 6).pack(0, matrix);
  }

  private static QuantizedMatrix matrix(long seed, QuantFormat format, int n, int k, int group) {
    return format.quantize(RandomWeights.of(seed, n * k), n, k, group);
  }
}
