// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** INT4, symmetric and asymmetric: 8 codes per word. */
final class VectorInt4Dequantizer implements PanelDequantizer {
  @Override
  public void dequantize(PackedWeights w, int expert, int panel, float[] to, int at) {
    VectorIntPanel.dequantize(w, expert, panel, to, at, 4);
  }
}
