// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;

import org.moebench.quant.PackedWeights;
import org.moebench.quant.PanelDequantizer;
import org.moebench.quant.QuantFormat;
import org.moebench.simd.VectorShapes;
import org.moebench.tensor.Rows;

/**
 * Prefill kernel: packs a block of rows once, dequantizes two column panels over all of K into
 * cache, and runs the register tiles of all rows over both before the next two.
 *
 * <p>Every output is summed in one register over all of K and stored once: no partial sums travel
 * to memory. Weights are dequantized once per block of {@link Workspace#ROW_BLOCK} rows. FP32
 * panels are used where they lie.
 */
public final class VectorPanelGemm implements GemmKernel {
  private static final int TILE_COLUMNS = 2 * VectorShapes.LANES;

  private final PanelDequantizer dequantizer;

  /**
   * @param format format of the weights it will be given
   */
  public VectorPanelGemm(QuantFormat format) {
    dequantizer = PanelDequantizer.of(format);
  }

  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    int blocks = RowPacking.blocks(x.count());
    for (int b = 0; b < blocks; b++) {
      int row = RowPacking.blockStart(x.count(), blocks, b);
      int rows = RowPacking.blockStart(x.count(), blocks, b + 1) - row;
      multiplyBlock(x, w, out, row, rows, workspace);
    }
  }

  private void multiplyBlock(
      Rows x, ExpertPanels w, Rows out, int row, int rows, Workspace workspace) {
    PackedWeights weights = w.weights();
    float[] scratch = workspace.scratch();
    RowPacking.pack(x, row, rows, weights.k(), scratch, workspace.packedAt());
    for (int panel = w.begin(); panel < w.end(); panel += Workspace.PANELS) {
      int end = Math.min(w.end(), panel + Workspace.PANELS);
      if (dequantizer != null) {
        for (int p = panel; p < end; p++) {
          dequantizer.dequantize(weights, w.expert(), p, scratch, workspace.panelAt(p - panel));
        }
      }
      multiplyTiles(w, panel, end, out, row, rows, workspace);
    }
  }

  private static void multiplyTiles(
      ExpertPanels w, int panel, int end, Rows out, int row, int rows, Workspace workspace) {
    PackedWeights weights = w.weights();
    boolean quantized = weights.format().hasScales();
    float[] b = quantized ? workspace.scratch() : weights.floats();
    int tiles = RowPacking.tiles(rows, weights.k());
    int ao = workspace.packedAt();
    int to = row;
    for (int t = 0; t < tiles; t++) {
      int height = RowPacking.height(rows, tiles, t);
      for (int p = panel; p < end; p++) {
        int bo = quantized ? workspace.panelAt(p - panel) : weights.wordIndex(w.expert(), p);
        int column = p * PANEL;
        int columns = Math.min(PANEL, weights.n() - column);
        int co = out.index(to) + column;
        if (columns == PANEL) {
          tile(height, workspace, ao, b, bo, weights.k(), out.data(), co, out.stride());
        } else {
          tile(
              height,
              workspace,
              ao,
              b,
              bo,
              weights.k(),
              workspace.scratch(),
              workspace.edgeAt(),
              PANEL);
          copyEdge(workspace, height, columns, out.data(), co, out.stride());
        }
      }
      to += height;
      ao += height * weights.k();
    }
  }

  private static void tile(
      int height,
      Workspace workspace,
      int ao,
      float[] b,
      int bo,
      int k,
      float[] c,
      int co,
      int ldc) {
    for (int column = 0; column < PANEL; column += TILE_COLUMNS) {
      VectorTiles.run(height, workspace.scratch(), ao, b, bo + column, k, c, co + column, ldc);
    }
  }

  /** The last panel of an N that is no multiple of 32 is computed whole and copied in part. */
  private static void copyEdge(
      Workspace workspace, int height, int columns, float[] c, int co, int ldc) {
    for (int i = 0; i < height; i++) {
      System.arraycopy(
          workspace.scratch(), workspace.edgeAt() + i * PANEL, c, co + i * ldc, columns);
    }
  }
}
