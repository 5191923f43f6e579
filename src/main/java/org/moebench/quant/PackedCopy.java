// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.moebench.quant.PanelLayout.PANEL;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Copies parts of packed weights into others without decoding them: to concatenate or interleave
 * projections, and to cut shards. Codes, scales and offsets keep their bits.
 */
public final class PackedCopy {
  private PackedCopy() {}

  /**
   * Copies rows (output features) of every expert, of the columns (input features) {@code
   * [firstColumn, firstColumn + to.k())}.
   *
   * @param from source
   * @param firstRow first row copied
   * @param rows how many
   * @param firstColumn first column copied: a multiple of the group, unless it is 0
   * @param to target of the same format, experts and group (or one group per row in both, when all
   *     columns are copied)
   * @param toRow row of {@code to} that row {@code firstRow + i} goes to, by {@code i}
   * @throws IllegalArgumentException if the parts do not fit, naming both
   */
  public static void copy(
      PackedWeights from,
      int firstRow,
      int rows,
      int firstColumn,
      PackedWeights to,
      IntUnaryOperator toRow) {
    boolean same = from.format() == to.format() && from.experts() == to.experts();
    boolean fits = firstColumn + to.k() <= from.k() && firstRow + rows <= from.n();
    boolean groups = from.group() == to.group() && firstColumn % from.group() == 0;
    boolean words = firstColumn % from.format().codesPerWord() == 0;
    boolean scaled = from.format().hasScales();
    if (!same || !fits || (scaled && !groups) || !words) {
      throw new IllegalArgumentException(
          "rows %d to %d from column %d of %s do not fit %s"
              .formatted(firstRow, firstRow + rows, firstColumn, from.layout(), to.layout()));
    }
    IntStream.range(0, from.experts())
        .parallel()
        .forEach(
            expert -> {
              for (int i = 0; i < rows; i++) {
                copyRow(from, expert, firstRow + i, firstColumn, to, toRow.applyAsInt(i));
              }
            });
  }

  private static void copyRow(
      PackedWeights from, int expert, int row, int firstColumn, PackedWeights to, int toRow) {
    int wordRow = firstColumn / from.format().codesPerWord();
    int at = from.wordIndex(expert, row / PANEL) + wordRow * PANEL + row % PANEL;
    int toAt = to.wordIndex(expert, toRow / PANEL) + toRow % PANEL;
    if (!from.format().hasScales()) {
      copyStrided(from.floats(), at, to.floats(), toAt, to.wordRows());
      return;
    }
    for (int i = 0; i < to.wordRows() * PANEL; i += PANEL) {
      to.words()[toAt + i] = from.words()[at + i];
    }
    int group = firstColumn / from.group();
    int scale = from.scaleIndex(expert, row / PANEL) + group * PANEL + row % PANEL;
    int toScale = to.scaleIndex(expert, toRow / PANEL) + toRow % PANEL;
    copyStrided(from.scales(), scale, to.scales(), toScale, to.groups());
    if (from.format().hasZeros()) {
      copyStrided(from.offsets(), scale, to.offsets(), toScale, to.groups());
    }
  }

  /** A row's elements are a panel apart. */
  private static void copyStrided(float[] from, int at, float[] to, int toAt, int count) {
    for (int i = 0; i < count * PANEL; i += PANEL) {
      to[toAt + i] = from[at + i];
    }
  }
}
