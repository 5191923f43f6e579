// SPDX-License-Identifier: Apache-2.0
package org.moebench.tensor;

/**
 * A view of {@code count} rows of a row-major float matrix.
 *
 * @param data the elements
 * @param at index of the first element of the first row
 * @param stride elements from one row to the next
 * @param count number of rows
 */
public record Rows(float[] data, int at, int stride, int count) {
  /**
   * An aligned matrix of {@code rows} rows, zeroed.
   *
   * @throws ArithmeticException if it does not fit an array
   */
  public static Rows allocate(long rows, int columns) {
    int floats = Math.toIntExact(rows * columns + Alignment.ALIGNED);
    return new Rows(new float[floats], Alignment.ALIGNED, columns, Math.toIntExact(rows));
  }

  /** Index of the first element of row {@code row}. */
  public int index(int row) {
    return at + row * stride;
  }

  /** The rows {@code [from, from + rows)} of this view. */
  public Rows slice(int from, int rows) {
    return new Rows(data, index(from), stride, rows);
  }
}
