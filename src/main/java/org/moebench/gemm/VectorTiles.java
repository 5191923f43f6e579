// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.simd.VectorShapes.TILE_ROWS;

/**
 * The register-blocked inner kernels: {@code c[i][j] = Σ_p a[p][i] · b[p][j]} for 1 to 12 rows i
 * and two vectors of columns j, each sum in one register over all of k.
 *
 * <p>Layouts: {@code a} is a packed tile, k-major, {@code rows} values per step; {@code b} is a
 * panel row of {@link org.moebench.quant.PanelLayout#PANEL} columns per step, of which two vectors
 * are used; {@code c} is row-major with row stride {@code ldc} and is overwritten.
 *
 * <p>One height is one method, so that C2 compiles each on its own and no accumulator crosses a
 * call, which would box it. 12 × 2 accumulators, 2 weights and 1 broadcast fill 27 of 32 vector
 * registers; 13 × 2 spills. The accumulator is the addend of each fma: the other form costs a
 * register copy per fma. Tiles of 7 rows and more take two steps of k per iteration, which made a
 * whole prefill 6% faster; they need an even k.
 */
final class VectorTiles {
  private static final int ODD_K_ROWS = 6;

  private VectorTiles() {}

  /** Rows of the tallest tile to use for this k. */
  static int tallest(int k) {
    // No model has an odd K, so it gets no tall tiles of its own.
    return k % 2 == 0 ? TILE_ROWS : Math.min(ODD_K_ROWS, TILE_ROWS);
  }

  /** Runs the tile of the given height: 1 to 12 rows, of an odd k at most {@link #tallest}. */
  static void run(
      int rows, float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    switch (rows) {
      case 1 -> VectorTiles1To6.tile1(a, ao, b, bo, k, c, co, ldc);
      case 2 -> VectorTiles1To6.tile2(a, ao, b, bo, k, c, co, ldc);
      case 3 -> VectorTiles1To6.tile3(a, ao, b, bo, k, c, co, ldc);
      case 4 -> VectorTiles1To6.tile4(a, ao, b, bo, k, c, co, ldc);
      case 5 -> VectorTiles1To6.tile5(a, ao, b, bo, k, c, co, ldc);
      case 6 -> VectorTiles1To6.tile6(a, ao, b, bo, k, c, co, ldc);
      case 7 -> VectorTiles7To8.tile7(a, ao, b, bo, k, c, co, ldc);
      case 8 -> VectorTiles7To8.tile8(a, ao, b, bo, k, c, co, ldc);
      case 9 -> VectorTiles9To10.tile9(a, ao, b, bo, k, c, co, ldc);
      case 10 -> VectorTiles9To10.tile10(a, ao, b, bo, k, c, co, ldc);
      case 11 -> VectorTiles11To12.tile11(a, ao, b, bo, k, c, co, ldc);
      case 12 -> VectorTiles11To12.tile12(a, ao, b, bo, k, c, co, ldc);
      default -> throw new IllegalArgumentException("a tile has 1 to 12 rows, not " + rows);
    }
  }
}
