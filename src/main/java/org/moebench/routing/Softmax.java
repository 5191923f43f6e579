// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** The sum of a softmax, taken in the same order by every variant at every vector width. */
final class Softmax {
  /** Partial sums: expert e is added to number e mod 16, in ascending order. */
  static final int PARTS = 16;

  private Softmax() {}

  /** The length of a row with room for whole vectors and sums. */
  static int padded(int experts) {
    return (experts + PARTS - 1) / PARTS * PARTS;
  }

  /**
   * The sum of the partial sums, which are overwritten: in pairs, for a short chain of additions.
   */
  static double total(double[] parts) {
    for (int half = PARTS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        parts[i] += parts[i + half];
      }
    }
    return parts[0];
  }

  /** Whether a softmax with this largest logit is defined: it is neither NaN nor infinite. */
  static boolean isDefined(float max) {
    return Float.isFinite(max);
  }
}
