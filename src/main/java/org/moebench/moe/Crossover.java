// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.quant.QuantFormat;

/**
 * Where the two kernels took the same time on some machine.
 *
 * @param format weight format
 * @param n output features
 * @param k input features
 * @param decodeRows most rows of an expert for which the decode kernel was no slower; 0 if it never
 *     was
 * @param measuredTo largest number of rows that was measured; if it equals {@code decodeRows}, the
 *     kernels meet beyond
 */
public record Crossover(QuantFormat format, int n, int k, int decodeRows, int measuredTo) {
  /** Checks the numbers. */
  public Crossover {
    if (n < 1 || k < 1 || decodeRows < 0 || measuredTo < decodeRows) {
      throw new IllegalArgumentException(
          "a crossover at %d of %d rows for N=%d K=%d".formatted(decodeRows, measuredTo, n, k));
    }
  }
}
