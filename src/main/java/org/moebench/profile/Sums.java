// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

/** Sums of arrays. */
final class Sums {
  private Sums() {}

  static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  static void add(double[] to, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  /**
   * The sum, in the first array; null if either is: what was not recorded everywhere is unknown.
   */
  static double[] addOrNull(double[] to, double[] from) {
    if (to == null || from == null) {
      return null;
    }
    add(to, from);
    return to;
  }

  static long of(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  static double of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
