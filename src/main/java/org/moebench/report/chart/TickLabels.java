// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

/**
 * What XChart demands of the labels of an axis, or it drops all of them or searches for other ticks
 * without end: none is longer than {@value #LONGEST} characters, and no two are equal.
 */
final class TickLabels {
  private static final int LONGEST = 20;

  /** Invisible operators: characters that no font draws. */
  private static final char[] DIGITS = {'\u2061', '\u2062', '\u2063', '\u2064'};

  private TickLabels() {}

  /** The text, shortened if XChart could not bear it. */
  static String shown(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }

  /** A label that shows nothing and differs from that of every other tick: the position encoded. */
  static String blank(double position) {
    long code = Math.round(position * 1e3);
    char[] label = new char[LONGEST / 2];
    for (int i = 0; i < label.length; i++) {
      label[i] = DIGITS[(int) ((code >> (2 * i)) & 3)];
    }
    return new String(label);
  }
}
