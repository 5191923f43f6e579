// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

/**
 * A slowdown of known size, for the gate's test of itself: {@code -Dmoebench.inject=1.10} makes one
 * call in ten happen twice. The extra work is the kernel's own, so it is bound by what binds the
 * kernel. Without the property the compiler removes every trace of it.
 */
final class Injection {
  /** JVM property with the factor, from 1 to 2. */
  static final String PROPERTY = "moebench.inject";

  private static final double EXTRA = extra(System.getProperty(PROPERTY, "1"));

  private double due;

  static double extra(String factor) {
    double parsed;
    try {
      parsed = Double.parseDouble(factor);
    } catch (NumberFormatException e) {
      parsed = Double.NaN;
    }
    if (!(parsed >= 1 && parsed <= 2)) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=" + factor + ": expected a factor from 1 to 2, for example 1.10");
    }
    return parsed - 1;
  }

  /** Asked once per timed call: whether to make the call once more. */
  boolean again() {
    if (EXTRA == 0) {
      return false;
    }
    due += EXTRA;
    if (due < 1) {
      return false;
    }
    due -= 1;
    return true;
  }
}
