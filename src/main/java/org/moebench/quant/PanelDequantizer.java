// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** Turns one column panel of packed weights into floats, over all of K. */
public interface PanelDequantizer {
  /**
   * Writes {@code to[at + k·32 + c] = dequant(w[32·panel + c][k])}, exactly.
   *
   * @param w weights of this dequantizer's format
   * @param expert whose panel
   * @param panel which panel; columns it lacks become zero
   * @param to destination: K, rounded up to whole packed words, times 32 floats are overwritten
   * @param at where the destination starts
   */
  void dequantize(PackedWeights w, int expert, int panel, float[] to, int at);

  /** The vector dequantizer of a format; {@code null} for FP32, whose panels are floats already. */
  static PanelDequantizer of(QuantFormat format) {
    return switch (format) {
      case FP32 -> null;
      case INT8_SYM, INT8_ASYM -> new VectorInt8Dequantizer();
      case INT4_SYM, INT4_ASYM -> new VectorInt4Dequantizer();
      case INT2_SYM, INT2_ASYM -> new VectorInt2Dequantizer();
      case FP8_E4M3 -> new VectorE4M3Dequantizer();
      case FP8_E5M2 -> new VectorE5M2Dequantizer();
    };
  }
}
