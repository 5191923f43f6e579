// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.prefill.PrefillFixtures;

@Tag("width")
class VectorDequantizerTest {
  private static final int CANARY = 64;

  @ParameterizedTest
  @EnumSource(value = QuantFormat.class, names = "FP32", mode = EnumSource.Mode.EXCLUDE)
  void everyWeightOfEveryPanelIsExact(QuantFormat format) {
    for (int[] shape : new int[][] {{1, 32, 32}, {33, 64, 32}, {64, 128, 128}, {70, 36, 36}}) {
      check(PrefillFixtures.weights(format, 2, shape[0], shape[1], shape[2]));
    }
  }

  /** All codes of all groups, FP8 subnormals included, rather than those random weights give. */
  @ParameterizedTest
  @EnumSource(value = QuantFormat.class, names = "FP32", mode = EnumSource.Mode.EXCLUDE)
  void everyCodeIsExact(QuantFormat format) {
    PackedWeights w = PrefillFixtures.weights(format, 1, 32, 256, 32);
    int perWord = format.codesPerWord();
    for (int i = 0; i < w.wordRows() * PanelLayout.PANEL; i++) {
      int word = 0;
      for (int j = 0; j < perWord; j++) {
        int code = (i * perWord + j) & ((1 << format.bits()) - 1);
        word |= (finite(format, code) ? code : 0) << (j * format.bits());
      }
      w.words()[w.wordIndex(0, 0) + i] = word;
    }
    check(w);
  }

  private static boolean finite(QuantFormat format, int code) {
    return !format.isFloat8() || Float.isFinite(format.codec().decode(code, 0));
  }

  private static void check(PackedWeights w) {
    PanelDequantizer dequantizer = PanelDequantizer.of(w.format());
    int rows = w.wordRows() * w.format().codesPerWord();
    float[] to = new float[CANARY + rows * PanelLayout.PANEL + CANARY];
    for (int e = 0; e < w.experts(); e++) {
      for (int p = 0; p < w.panels(); p++) {
        Arrays.fill(to, Float.NaN);
        dequantizer.dequantize(w, e, p, to, CANARY);
        checkPanel(w, e, p, to);
      }
    }
    for (int i = 0; i < CANARY; i++) {
      assertThat(to[i]).isNaN();
      assertThat(to[to.length - 1 - i]).isNaN();
    }
  }

  private static void checkPanel(PackedWeights w, int expert, int panel, float[] to) {
    for (int k = 0; k < w.k(); k++) {
      for (int c = 0; c < PanelLayout.PANEL; c++) {
        int n = panel * PanelLayout.PANEL + c;
        float expected = n < w.n() ? w.value(expert, n, k) : 0;
        assertThat(to[CANARY + k * PanelLayout.PANEL + c] + 0f)
            .as("%s expert %d column %d k %d", w.format(), expert, n, k)
            .isEqualTo(expected + 0f);
      }
    }
  }
}
