// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import java.util.function.Function;
import org.moebench.quant.PanelDequantizer;
import org.moebench.quant.QuantFormat;

/**
 * The steps of {@link VectorPanelGemm} one by one, to be run in its place by the same strategy:
 * what one step costs alone says where a call's time goes. Their output is not a product.
 */
public enum GemmPart {
  /** Packs the activations and stops. */
  PACK(format -> packing()),
  /** Dequantizes every panel as often as the whole kernel would, and stops. */
  DEQUANTIZE(GemmPart::dequantizing),
  /** Does nothing: what remains is the strategy's own work. */
  NOTHING(format -> (x, w, out, workspace) -> {});

  private final Function<QuantFormat, GemmKernel> factory;

  GemmPart(Function<QuantFormat, GemmKernel> factory) {
    this.factory = factory;
  }

  /** The part as a kernel for weights of the given format. */
  public GemmKernel create(QuantFormat format) {
    return factory.apply(format);
  }

  private static GemmKernel packing() {
    return (x, w, out, workspace) -> {
      int blocks = RowPacking.blocks(x.count());
      for (int b = 0; b < blocks; b++) {
        int row = RowPacking.blockStart(x.count(), blocks, b);
        int rows = RowPacking.blockStart(x.count(), blocks, b + 1) - row;
        RowPacking.pack(x, row, rows, w.weights().k(), workspace.scratch(), workspace.packedAt());
      }
    };
  }

  private static GemmKernel dequantizing(QuantFormat format) {
    PanelDequantizer dequantizer = PanelDequantizer.of(format);
    return (x, w, out, workspace) -> {
      int blocks = dequantizer == null ? 0 : RowPacking.blocks(x.count());
      for (int b = 0; b < blocks; b++) {
        for (int p = w.begin(); p < w.end(); p++) {
          int at = workspace.panelAt((p - w.begin()) % Workspace.PANELS);
          dequantizer.dequantize(w.weights(), w.expert(), p, workspace.scratch(), at);
        }
      }
    };
  }
}
