// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

/** What arguments must be; each method throws an IllegalArgumentException that says what is not. */
final class Checks {
  private Checks() {}

  /** At least one sample, each finite. */
  static void finite(double[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    for (double sample : samples) {
      finite("sample", sample);
    }
  }

  static void finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " " + value + " is not finite");
    }
  }

  /** Finite and not below zero. */
  static void notNegative(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " " + value + " is not zero or above and finite");
    }
  }

  /** A confidence level: between 0 and 1, neither included. */
  static void level(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("confidence level " + level + " is not between 0 and 1");
    }
  }
}
