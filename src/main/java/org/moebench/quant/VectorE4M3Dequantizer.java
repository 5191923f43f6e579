// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** FP8 E4M3FN: four exponent bits above three mantissa bits. */
final class VectorE4M3Dequantizer implements PanelDequantizer {
  @Override
  public void dequantize(PackedWeights w, int expert, int panel, float[] to, int at) {
    VectorFp8Panel.dequantize(w, expert, panel, to, at, 4, 0x87F0_0000, 0x1p120f);
  }
}
