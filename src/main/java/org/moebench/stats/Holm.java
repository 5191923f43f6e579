// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests at once. */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values, in the order given. Rejecting those that are at most alpha keeps the
   * probability of any false rejection at most alpha, however the tests depend on each other.
   *
   * @param p p-values, each from 0 to 1
   * @throws IllegalArgumentException if there are none or one is outside
   */
  public static double[] adjust(double... p) {
    Checks.finite(p);
    for (double value : p) {
      if (value < 0 || value > 1) {
        throw new IllegalArgumentException("p-value " + value + " is outside [0, 1]");
      }
    }
    int[] ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int i = ascending[rank];
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
