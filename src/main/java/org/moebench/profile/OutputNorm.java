// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

/** Size of an expert's output. */
public final class OutputNorm {
  private OutputNorm() {}

  /** L2 norm of some elements, summed up in {@code double}: no float overflows it. */
  public static double l2(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  /** Largest element, signed; 0 of none. */
  public static double max(float[] values, int from, int to) {
    double max = from < to ? values[from] : 0;
    for (int i = from + 1; i < to; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }
}
