// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.tensor.Rows;

/**
 * Cuts a block of rows into register tiles of nearly equal height and packs each k-major:
 *
 * <pre>
 *  row-major x          packed tile of 3 rows
 *  a0 a1 a2 …           a0 b0 c0 | a1 b1 c1 | a2 b2 c2 | …
 *  b0 b1 b2 …
 *  c0 c1 c2 …
 * </pre>
 *
 * Balanced heights (25 rows: 9 + 8 + 8, not 12 + 12 + 1), because a tile of one row runs at a
 * fraction of the speed of a full one.
 */
final class RowPacking {
  private RowPacking() {}

  /** Number of blocks of at most {@link Workspace#ROW_BLOCK} rows. */
  static int blocks(int rows) {
    return (rows + Workspace.ROW_BLOCK - 1) / Workspace.ROW_BLOCK;
  }

  /** First row of block {@code block}; blocks are balanced, block {@code blocks} is the end. */
  static int blockStart(int rows, int blocks, int block) {
    return (int) ((long) rows * block / blocks);
  }

  /** Number of tiles for {@code rows} rows of k columns. */
  static int tiles(int rows, int k) {
    int tallest = VectorTiles.tallest(k);
    return (rows + tallest - 1) / tallest;
  }

  /** Rows of tile {@code tile} of {@code tiles}: heights differ by at most one, taller first. */
  static int height(int rows, int tiles, int tile) {
    return rows / tiles + (tile < rows % tiles ? 1 : 0);
  }

  /** Packs {@code rows} rows of {@code x} from {@code row} on, k columns each, tile after tile. */
  static void pack(Rows x, int row, int rows, int k, float[] to, int at) {
    int tiles = tiles(rows, k);
    int from = row;
    int o = at;
    for (int t = 0; t < tiles; t++) {
      int height = height(rows, tiles, t);
      packTile(x.data(), x.index(from), x.stride(), height, k, to, o);
      from += height;
      o += height * k;
    }
  }

  // Four rows at a time: four streams of reads, and stores that stay within one cache line.
  private static void packTile(
      float[] x, int xo, int stride, int height, int k, float[] to, int at) {
    int i = 0;
    for (; i + 4 <= height; i += 4) {
      int r = xo + i * stride;
      for (int p = 0; p < k; p++) {
        int o = at + p * height + i;
        to[o] = x[r + p];
        to[o + 1] = x[r + stride + p];
        to[o + 2] = x[r + 2 * stride + p];
        to[o + 3] = x[r + 3 * stride + p];
      }
    }
    for (; i < height; i++) {
      for (int p = 0; p < k; p++) {
        to[at + p * height + i] = x[xo + i * stride + p];
      }
    }
  }
}
