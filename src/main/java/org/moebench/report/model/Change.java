// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import org.moebench.report.document.Numbers;
import org.moebench.stats.Estimate;

/** Ratios of times written as changes in percent. */
final class Change {
  private Change() {}

  /** {@code a / b} where {@code ratio} is {@code b / a}. */
  static Estimate inverse(Estimate ratio) {
    return new Estimate(1 / ratio.value(), 1 / ratio.high(), 1 / ratio.low());
  }

  /** {@code +1.2% [-0.3, +2.7]} for 1.012 [0.997, 1.027]; without the bracket if there is none. */
  static String text(Estimate ratio) {
    if (!Double.isFinite(ratio.value())) {
      return Numbers.NONE;
    }
    String value = signed(ratio.value()) + "%";
    return ratio.hasInterval()
        ? value + " [" + signed(ratio.low()) + ", " + signed(ratio.high()) + "]"
        : value;
  }

  private static String signed(double ratio) {
    String text = Numbers.fixed(100 * (ratio - 1), 1);
    return text.startsWith("-") || text.equals("0.0") ? text : "+" + text;
  }
}
