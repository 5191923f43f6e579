// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.moebench.gemm.Workspace;
import org.moebench.quant.PanelLayout;
import org.moebench.simd.VectorShapes;

/**
 * Which outputs are compared when there are too many to compare all: of every expert its first and
 * last rows and those at the edges of tiles, blocks and slabs, where mistakes live; of the columns
 * those at the edges of vectors and panels, and some drawn at random.
 */
final class RowSample {
  private static final int RANDOM_COLUMNS = 16;

  private RowSample() {}

  /** Sampled rows of an expert with {@code count} rows; {@code edge} is a further edge, or 0. */
  static int[] rows(int count, int edge) {
    TreeSet<Integer> rows = new TreeSet<>();
    addEdge(rows, 0, count);
    addEdge(rows, count, count);
    addEdge(rows, VectorShapes.TILE_ROWS, count);
    addEdge(rows, Workspace.ROW_BLOCK, count);
    addEdge(rows, count / 2, count);
    addEdge(rows, edge, count);
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Sampled columns of an N-column output. */
  static int[] columns(int n, long seed) {
    TreeSet<Integer> columns = new TreeSet<>();
    addEdge(columns, 0, n);
    addEdge(columns, VectorShapes.LANES, n);
    addEdge(columns, PanelLayout.PANEL, n);
    addEdge(columns, n / PanelLayout.PANEL * PanelLayout.PANEL, n);
    addEdge(columns, n, n);
    new SplittableRandom(seed).ints(RANDOM_COLUMNS, 0, n).forEach(columns::add);
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /** All of {@code size} rows or columns. */
  static int[] all(int size) {
    return IntStream.range(0, size).toArray();
  }

  private static void addEdge(Set<Integer> indices, int edge, int size) {
    for (int i = edge - 1; i <= edge; i++) {
      if (i >= 0 && i < size) {
        indices.add(i);
      }
    }
  }
}
