// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.gemm.Workspace;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.Rows;

/**
 * The GEMM of every variant here, so that they differ in nothing else: {@code vector-panel}. The
 * rows of a call decide, never the workers.
 */
final class FewRowsGemm implements GemmKernel {
  private final GemmKernel panel;

  FewRowsGemm(QuantFormat format) {
    panel = GemmVariant.VECTOR_PANEL.create(format);
  }

  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    panel.multiply(x, w, out, workspace);
  }
}
