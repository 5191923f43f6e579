// SPDX-License-Identifier: Apache-2.0
package org.moebench.tensor;

/** How large a vector is, an expert's output for example, after it is divided by a number. */
public final class OutputSize {
  private OutputSize() {}

  /**
   * L2 norm, summed up in {@code double}: no float overflows it.
   *
   * @param from index of the first element
   * @param end index after the last
   * @param divisor what every element is divided by; 1 leaves them
   */
  public static double norm(float[] values, int from, int end, double divisor) {
    double squares = 0;
    for (int i = from; i < end; i++) {
      double value = values[i] / divisor;
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** Largest element, signed; parameters as {@link #norm}'s, with at least one element. */
  public static double largest(float[] values, int from, int end, double divisor) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < end; i++) {
      largest = Math.max(largest, values[i] / divisor);
    }
    return largest;
  }
}
