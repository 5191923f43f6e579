// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.quant.QuantFormat;
import org.moebench.tensor.Rows;

/**
 * Both kernels of a format behind one limit: {@code vector-direct}, the decode kernel, for up to
 * {@link #decodeRows} rows multiplied together, {@code vector-panel}, the prefill kernel, for more.
 * The output is that of the kernel chosen, bit for bit. The rows of a call decide, never the
 * workers.
 */
public final class PhasedGemm implements GemmKernel {
  /** A limit that leaves all rows to the decode kernel. */
  public static final int ALWAYS_DECODE = Integer.MAX_VALUE;

  /** A limit that leaves all rows to the prefill kernel. */
  public static final int ALWAYS_PREFILL = 0;

  private final GemmKernel decode;
  private final GemmKernel prefill;
  private int decodeRows;

  /** Both kernels, with the {@link #usualDecodeRows} of the format. */
  public PhasedGemm(QuantFormat format) {
    decode = GemmVariant.VECTOR_DIRECT.create(format);
    prefill = GemmVariant.VECTOR_PANEL.create(format);
    decodeRows = usualDecodeRows(format);
  }

  /**
   * Most rows for the decode kernel where nobody has measured: where it met the prefill kernel
   * (between 4 and 8 rows for 2-bit codes, between 16 and 32 for others; AVX-512, see
   * docs/experiments.md).
   */
  public static int usualDecodeRows(QuantFormat format) {
    return format.bits() == 2 ? 4 : 16;
  }

  /**
   * Sets the limit for the launches that follow; not to be called during one.
   *
   * @param limit most rows for the decode kernel
   */
  public void decodeRows(int limit) {
    decodeRows = limit;
  }

  /** Most rows for the decode kernel. */
  public int decodeRows() {
    return decodeRows;
  }

  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    (x.count() <= decodeRows ? decode : prefill).multiply(x, w, out, workspace);
  }
}
