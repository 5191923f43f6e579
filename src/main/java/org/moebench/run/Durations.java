// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Locale;

/** Durations for people. */
public final class Durations {
  private Durations() {}

  /** For example {@code 8 s}, {@code 4 min 05 s}, {@code 2 h 10 min}; {@code ?} if unknown. */
  public static String text(double seconds) {
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      return "?";
    }
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    } else if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
