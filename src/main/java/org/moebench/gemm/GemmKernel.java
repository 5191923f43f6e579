// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.tensor.Rows;

/** One variant of dequant-GEMM; see the package documentation for the contract. */
public interface GemmKernel {
  /**
   * Computes {@code out[m][n] = Σ_k x[m][k] · dequant(w[n][k])} for the given rows and for the
   * output columns of the given panels; other columns of {@code out} are left alone.
   *
   * <p>Allocates nothing, keeps no state, and may run on many threads at once, each with a
   * workspace of its own.
   *
   * @param x activations, at least K wide; any number of rows, also none
   * @param w weights
   * @param out output, as many rows as {@code x}, at least N wide; overwritten
   * @param workspace scratch made for at least this K
   */
  void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace);
}
