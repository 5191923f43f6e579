// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.Locale;

/** Effects (log-ratios of head over base) as people read them. */
public final class Effects {
  private Effects() {}

  /** As a change of the time, for example {@code +11.8%}. */
  public static String percent(double effect) {
    double percent = 100 * Math.expm1(effect);
    String text = String.format(Locale.ROOT, "%+.1f%%", percent);
    return text.equals("-0.0%") ? "+0.0%" : text;
  }

  /** The same without a sign, for sizes, for example {@code 11.8%}. */
  public static String size(double effect) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * Math.abs(Math.expm1(effect)));
  }

  /** An interval, for example {@code [+9.6%, +13.9%]}; empty if it is unknown. */
  public static String interval(Double low, Double high) {
    return low == null || high == null ? "" : "[" + percent(low) + ", " + percent(high) + "]";
  }

  /** With the word that leaves no doubt: {@code 11.8% slower}. */
  public static String words(double effect) {
    return size(effect) + (effect >= 0 ? " slower" : " faster");
  }
}
