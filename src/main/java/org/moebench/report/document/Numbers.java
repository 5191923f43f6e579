// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.Locale;

/** Numbers as a reader sees them: few digits, one style, the same in every locale. */
public final class Numbers {
  /** Stands for a figure that does not exist. */
  public static final String NONE = "–";

  private Numbers() {}

  /** Three significant digits, or all integer digits if there are more: 0.412, 41.2, 4,123. */
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size != 0 && size < 0.001) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return fixed(value, decimals);
  }

  /** A fixed number of decimals. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.matches("-0[.0]*") ? text.substring(1) : text;
  }

  /** {@code [low, high]} with three significant digits; empty if there is no interval. */
  public static String interval(double low, double high) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? "[" + significant(low) + ", " + significant(high) + "]"
        : "";
  }

  /** The same with a fixed number of decimals. */
  public static String interval(double low, double high, int decimals) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? "[" + fixed(low, decimals) + ", " + fixed(high, decimals) + "]"
        : "";
  }

  /** {@code 1.27×}. */
  public static String times(double ratio) {
    return Double.isFinite(ratio) ? fixed(ratio, ratio < 0.1 ? 3 : 2) + "×" : NONE;
  }

  /** {@code 1.27× [1.21, 1.33]}, without the bracket if there is no interval. */
  public static String times(double ratio, double low, double high) {
    return (times(ratio) + " " + interval(low, high, 2)).strip();
  }

  /** A whole number with thousands separators; {@link #NONE} for null. */
  public static String count(Long value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%,d", value);
  }

  /** A share as percent. */
  public static String percent(double share, int decimals) {
    return Double.isFinite(share) ? fixed(100 * share, decimals) + "%" : NONE;
  }

  /** Bytes with a binary unit. */
  public static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double value = (double) bytes;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? fixed(value, 0) : significant(value)) + " " + units[unit];
  }
}
