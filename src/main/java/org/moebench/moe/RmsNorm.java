// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.tensor.Rows;

/** {@code out[c] = x[c] / √(mean of x² + ε)} for each row, without a learned gain. */
public final class RmsNorm {
  /** ε, as in Qwen3-MoE's configuration. */
  public static final double EPSILON = 1e-6;

  private RmsNorm() {}

  /** Normalizes the first {@code columns} of all rows. Sums are in double, in ascending order. */
  public static void apply(Rows x, int columns, Rows out) {
    for (int r = 0; r < x.count(); r++) {
      int from = x.index(r);
      double squares = 0;
      for (int c = 0; c < columns; c++) {
        double value = x.data()[from + c];
        squares += value * value;
      }
      double scale = 1 / Math.sqrt(squares / columns + EPSILON);
      int to = out.index(r);
      for (int c = 0; c < columns; c++) {
        out.data()[to + c] = (float) (x.data()[from + c] * scale);
      }
    }
  }
}
