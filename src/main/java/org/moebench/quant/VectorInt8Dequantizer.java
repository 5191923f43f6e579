// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** INT8, symmetric and asymmetric: 4 codes per word. */
final class VectorInt8Dequantizer implements PanelDequantizer {
  @Override
  public void dequantize(PackedWeights w, int expert, int panel, float[] to, int at) {
    VectorIntPanel.dequantize(w, expert, panel, to, at, 8);
  }
}
