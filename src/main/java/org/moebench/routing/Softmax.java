// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** The sum of a softmax, taken in the same order by every variant at every vector width. */
final class Softmax {
  /** Partial sums: expert e is added to number e mod 16, in ascending order. */
  static final int PARTS = 16;

  private Softmax() {}

  /** The sum of the partial sums. */
  static double total(double[] parts) {
    double total = 0;
    for (double part : parts) {
      total += part;
    }
    return total;
  }

  /** Whether a softmax with this largest logit is defined: it is neither NaN nor infinite. */
  static boolean isDefined(float max) {
    return Float.isFinite(max);
  }
}
