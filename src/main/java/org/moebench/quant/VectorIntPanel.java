// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.INT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Dequantization of unsigned integer codes, shared by the widths: each 32-bit word holds codes of
 * consecutive k of one column, so a vector of words is shifted down code by code; {@code value =
 * code · scale + offset} in one fma, which is exact (see {@link PackedWeights}).
 */
final class VectorIntPanel {
  private VectorIntPanel() {}

  /** Called with a constant {@code bits}, which C2 propagates into the inlined body. */
  static void dequantize(PackedWeights w, int expert, int panel, float[] to, int at, int bits) {
    int codes = 32 / bits;
    int groupWords = (w.group() + codes - 1) / codes;
    int words = w.wordIndex(expert, panel);
    int scales = w.scaleIndex(expert, panel);
    for (int g = 0; g < w.groups(); g++) {
      int first = g * groupWords;
      for (int c = 0; c < PANEL; c += LANES) {
        int s = scales + g * PANEL + c;
        FloatVector scale = FloatVector.fromArray(FLOAT, w.scales(), s);
        FloatVector offset =
            !w.format().hasZeros()
                ? scale.mul(-(1 << (bits - 1)))
                : FloatVector.fromArray(FLOAT, w.offsets(), s);
        int wo = words + first * PANEL + c;
        column(w.words(), wo, groupWords, scale, offset, to, at + first * codes * PANEL + c, bits);
      }
    }
  }

  private static void column(
      int[] words,
      int wo,
      int count,
      FloatVector scale,
      FloatVector offset,
      float[] to,
      int at,
      int bits) {
    int codes = 32 / bits;
    for (int r = 0; r < count; r++) {
      IntVector word = IntVector.fromArray(INT, words, wo + r * PANEL);
      for (int j = 0; j < codes; j++) {
        FloatVector code = (FloatVector) word.and((1 << bits) - 1).convert(VectorOperators.I2F, 0);
        code.fma(scale, offset).intoArray(to, at + (r * codes + j) * PANEL);
        word = word.lanewise(VectorOperators.LSHR, bits);
      }
    }
  }
}
