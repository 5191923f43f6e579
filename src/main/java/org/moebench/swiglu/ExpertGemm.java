// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.gemm.Workspace;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.Rows;

/**
 * The GEMM of every variant here, so that they differ in nothing else: {@code vector-direct} for
 * few rows, {@code vector-panel} for more. The rows of a call decide, never the workers.
 */
final class ExpertGemm implements GemmKernel {
  private final GemmKernel direct;
  private final GemmKernel panel;
  private final int fewRows;

  ExpertGemm(QuantFormat format) {
    direct = GemmVariant.VECTOR_DIRECT.create(format);
    panel = GemmVariant.VECTOR_PANEL.create(format);
    fewRows = fewRows(format);
  }

  /**
   * Most rows for the direct kernel: where it met the panel kernel (between 4 and 8 rows for 2-bit
   * codes, between 16 and 32 for others; AVX-512, see docs/experiments.md).
   */
  static int fewRows(QuantFormat format) {
    return format.bits() == 2 ? 4 : 16;
  }

  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    (x.count() <= fewRows ? direct : panel).multiply(x, w, out, workspace);
  }
}
