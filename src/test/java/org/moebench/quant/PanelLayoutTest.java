// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class PanelLayoutTest {
  @Test
  void publishedShapeFitsInEveryFormat() {
    assertThat(PackedWeights.bytes(QuantFormat.FP32, 256, 3072, 1536, 128))
        .isEqualTo(4L * 256 * 3072 * 1536 + 48);
    long codes = 256L * 3072 * 1536;
    long scales = 4L * codes / 128;
    assertThat(PackedWeights.bytes(QuantFormat.INT4_SYM, 256, 3072, 1536, 128))
        .isEqualTo(codes / 2 + scales + 96);
    assertThat(PackedWeights.bytes(QuantFormat.INT8_ASYM, 256, 3072, 1536, 128))
        .isEqualTo(codes + 2 * scales + 144);
  }

  @Test
  void refusesArraysLongerThanJavaAllows() {
    refuses(
        ExitStatus.TOO_LARGE,
        "9663676464 bytes in one array",
        QuantFormat.FP32,
        512,
        3072,
        1536,
        128);
    int most = Integer.MAX_VALUE;
    refuses(ExitStatus.TOO_LARGE, "weights in panels", QuantFormat.FP32, most, most, most, 1);
    refuses(ExitStatus.TOO_LARGE, "bytes in one array", QuantFormat.INT8_SYM, most, 1, 4, 4);
  }

  @Test
  void refusesShapesThatCannotBePacked() {
    refuses(ExitStatus.USAGE, "at least 1", QuantFormat.INT8_SYM, 0, 32, 32, 32);
    refuses(ExitStatus.USAGE, "at least 1", QuantFormat.INT8_SYM, 1, 32, 32, 0);
    refuses(ExitStatus.USAGE, "not divisible by the group", QuantFormat.FP32, 1, 32, 100, 32);
    refuses(ExitStatus.USAGE, "whole words of 16", QuantFormat.INT2_SYM, 1, 32, 32, 8);
    refuses(ExitStatus.USAGE, "whole bytes of 4", QuantFormat.INT2_ASYM, 1, 32, 6, 6);
  }

  private static void refuses(
      ExitStatus status, String words, QuantFormat format, int experts, int n, int k, int group) {
    assertThatThrownBy(() -> PackedWeights.bytes(format, experts, n, k, group))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContaining(words);
  }
}
