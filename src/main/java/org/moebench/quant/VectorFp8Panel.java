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
 * Dequantization of FP8 codes by moving their bits into the fields of a float:
 *
 * <pre>
 *  code         s eeee mmm           s eeeee mm
 *  float bits   s 0000eeee mmm0…     s 000eeeee mm0…
 *               E4M3: · 2^120        E5M2: · 2^112
 * </pre>
 *
 * The code's exponent then has the bias 127 instead of 7 or 15, which one power of two mends; it is
 * multiplied into the group's scale beforehand. Code subnormals become float subnormals and come
 * out right. NaN and infinity codes do not: packing refuses them.
 */
final class VectorFp8Panel {
  private VectorFp8Panel() {}

  /**
   * Called with constants, which C2 propagates into the inlined body.
   *
   * @param shift arithmetic right shift that brings a code from the top byte to the float's fields
   * @param mask bits of the float that a code fills
   * @param bias the power of two that mends the exponent
   */
  static void dequantize(
      PackedWeights w, int expert, int panel, float[] to, int at, int shift, int mask, float bias) {
    int groupWords = (w.group() + 3) / 4;
    int words = w.wordIndex(expert, panel);
    int scales = w.scaleIndex(expert, panel);
    for (int g = 0; g < w.groups(); g++) {
      int first = g * groupWords;
      for (int c = 0; c < PANEL; c += LANES) {
        FloatVector scale =
            FloatVector.fromArray(FLOAT, w.scales(), scales + g * PANEL + c).mul(bias);
        int wo = words + first * PANEL + c;
        column(w.words(), wo, groupWords, scale, to, at + first * 4 * PANEL + c, shift, mask);
      }
    }
  }

  private static void column(
      int[] words, int wo, int count, FloatVector scale, float[] to, int at, int shift, int mask) {
    for (int r = 0; r < count; r++) {
      IntVector word = IntVector.fromArray(INT, words, wo + r * PANEL);
      for (int j = 0; j < 4; j++) {
        IntVector top = word.lanewise(VectorOperators.LSHL, 24 - 8 * j);
        FloatVector code =
            top.lanewise(VectorOperators.ASHR, shift).and(mask).reinterpretAsFloats();
        code.mul(scale).intoArray(to, at + (r * 4 + j) * PANEL);
      }
    }
  }
}
