// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedCopyTest {
  private static final int EXPERTS = 2;
  private static final int N = 70;
  private static final int K = 96;
  private static final int GROUP = 32;

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void rowsKeepTheirValues(QuantFormat format) {
    PackedWeights from = random(format, K, GROUP);
    PackedWeights to = PackedWeights.allocate(format, EXPERTS, 100, K, GROUP);
    IntUnaryOperator place = i -> 99 - 2 * i;
    PackedCopy.copy(from, 31, 39, 0, to, place);
    for (int e = 0; e < EXPERTS; e++) {
      for (int i = 0; i < 39; i++) {
        for (int k = 0; k < K; k++) {
          assertThat(to.value(e, place.applyAsInt(i), k)).isEqualTo(from.value(e, 31 + i, k));
        }
        assertThat(to.value(e, 98 - 2 * i, 5)).isZero(); // rows between are left alone
      }
    }
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void columnsKeepTheirValues(QuantFormat format) {
    PackedWeights from = random(format, K, GROUP);
    PackedWeights to = PackedWeights.allocate(format, EXPERTS, N, 2 * GROUP, GROUP);
    PackedCopy.copy(from, 0, N, GROUP, to, i -> i);
    assertEqual(to, from, GROUP);
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void oddRowsOfOneGroupAreCopiedWhole(QuantFormat format) {
    PackedWeights from = random(format, 44, 44);
    PackedWeights to = PackedWeights.allocate(format, EXPERTS, N, 44, 44);
    PackedCopy.copy(from, 0, N, 0, to, i -> i);
    assertEqual(to, from, 0);
    assertThat(to.words()).isEqualTo(from.words());
    assertThat(to.floats()).isEqualTo(from.floats());
    assertThat(to.scales()).isEqualTo(from.scales());
    assertThat(to.offsets()).isEqualTo(from.offsets());
  }

  @ParameterizedTest
  @EnumSource(QuantFormat.class)
  void theOffsetIsWhatACodeOfZeroDecodesTo(QuantFormat format) {
    PackedWeights w = random(format, K, GROUP);
    for (int k = 0; k < K; k += 17) {
      float scale = format.hasScales() ? w.scales()[w.scaleIndex(1, 1) + k / GROUP * 32 + 7] : 0;
      float offset = w.offset(1, 39, k);
      if (format.isSymmetric()) {
        assertThat(offset).isEqualTo(-scale * (1 << (format.bits() - 1)));
      } else if (format.hasZeros()) {
        float steps = -offset / scale;
        assertThat(steps).isBetween(0f, (float) (1 << format.bits())).isEqualTo((int) steps);
      } else {
        assertThat(offset).isZero();
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PackedWeights from = random(QuantFormat.INT4_SYM, K, GROUP);
    PackedWeights half = PackedWeights.allocate(QuantFormat.INT4_SYM, EXPERTS, N, 64, GROUP);
    refused(from, 0, N, 16, half); // within a group
    refused(from, 0, N, 64, half); // beyond the last column
    refused(from, 1, N, 0, half); // beyond the last row
    refused(from, 0, N, 0, PackedWeights.allocate(QuantFormat.INT8_SYM, EXPERTS, N, K, GROUP));
    refused(from, 0, N, 0, PackedWeights.allocate(QuantFormat.INT4_SYM, 1, N, K, GROUP));
    refused(from, 0, N, 0, PackedWeights.allocate(QuantFormat.INT4_SYM, EXPERTS, N, K, 16));
  }

  private static void refused(PackedWeights from, int row, int rows, int column, PackedWeights to) {
    assertThatThrownBy(() -> PackedCopy.copy(from, row, rows, column, to, i -> i))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "rows " + row + " to " + (row + rows) + " from column " + column + " of")
        .hasMessageContaining("do not fit");
  }

  private static void assertEqual(PackedWeights to, PackedWeights from, int firstColumn) {
    for (int e = 0; e < EXPERTS; e++) {
      for (int n = 0; n < to.n(); n++) {
        for (int k = 0; k < to.k(); k++) {
          assertThat(to.value(e, n, k)).isEqualTo(from.value(e, n, firstColumn + k));
        }
      }
    }
  }

  private static PackedWeights random(QuantFormat format, int k, int group) {
    PackedWeights packed = PackedWeights.allocate(format, EXPERTS, N, k, group);
    for (int e = 0; e < EXPERTS; e++) {
      packed.pack(e, format.quantize(RandomWeights.of(e, N * k), N, k, group));
    }
    return packed;
  }
}
