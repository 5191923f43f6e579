// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;

import org.moebench.tensor.Alignment;

/**
 * Scratch memory of one worker, sized once for a K, in one aligned array:
 *
 * <pre>
 *  ALIGNED        panelAt(1)      packedAt()                       edgeAt()
 *  | panel 0      | panel 1       | ROW_BLOCK packed rows          | one edge tile   |
 *  | K' × 32      | K' × 32       | tiles, k-major, K × rows each  | 12 × 32         |
 * </pre>
 *
 * K' is K rounded up to 16, because a packed word holds up to 16 steps of k.
 */
public final class Workspace {
  /**
   * Rows packed at a time. 480 is 40 full tiles; with K = 1536 they fill 2.9 MB, so two dequantized
   * panels are reused 40 times from L2 while the packed rows stream. Blocks of 96 dequantize too
   * often, 1000 no longer fit the second-level cache of common server cores.
   */
  public static final int ROW_BLOCK = 480;

  /** Panels dequantized together: the second reuses each tile of packed rows while it is hot. */
  public static final int PANELS = 2;

  /** Rows the direct kernels prepare at a time: an even number, as they compute two together. */
  public static final int DIRECT_ROWS = 16;

  private static final int EDGE_ROWS = 12;
  // Makes the array large enough to start on a region boundary, which is what aligns it.
  private static final int MIN_FLOATS = 1 << 20;

  private final float[] scratch;
  private final int panelFloats;
  private final int packedAt;
  private final int edgeAt;
  private final DirectRows directRows;

  /**
   * @param k columns of the activations it will serve; smaller K fit too
   */
  public Workspace(int k) {
    panelFloats = panelFloats(k);
    packedAt = Alignment.ALIGNED + PANELS * panelFloats;
    edgeAt = packedAt + ROW_BLOCK * k;
    scratch = new float[Math.max(MIN_FLOATS, edgeAt + EDGE_ROWS * PANEL)];
    directRows = new DirectRows(k, DIRECT_ROWS);
  }

  /** Bytes of a workspace for this K. */
  public static long bytes(int k) {
    long floats = PANELS * (long) panelFloats(k) + (long) ROW_BLOCK * k + EDGE_ROWS * PANEL;
    return 4 * Math.max(MIN_FLOATS, Alignment.ALIGNED + floats);
  }

  private static int panelFloats(int k) {
    return (k + 15) / 16 * 16 * PANEL;
  }

  float[] scratch() {
    return scratch;
  }

  /** Where dequantized panel {@code i} starts, 0 ≤ i < {@link #PANELS}. */
  int panelAt(int i) {
    return Alignment.ALIGNED + i * panelFloats;
  }

  /** Where the packed activations start. */
  int packedAt() {
    return packedAt;
  }

  /** Where a tile of a partly filled panel is put before its columns are copied. */
  int edgeAt() {
    return edgeAt;
  }

  /** Activations prepared for the direct kernels. */
  DirectRows directRows() {
    return directRows;
  }
}
