// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** FP8 E5M2: five exponent bits above two mantissa bits. */
final class VectorE5M2Dequantizer implements PanelDequantizer {
  @Override
  public void dequantize(PackedWeights w, int expert, int panel, float[] to, int at) {
    VectorFp8Panel.dequantize(w, expert, panel, to, at, 3, 0x8FE0_0000, 0x1p112f);
  }
}
