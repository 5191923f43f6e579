// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

/**
 * Where a chart is drawn. Phones get their own drawing, because a desktop chart shrunk to a phone's
 * width has unreadable letters.
 */
public enum Canvas {
  /** Desktop: the width of the page's text. */
  WIDE(920, 15),
  /** Phones: as wide as a phone, so letters keep their size. */
  NARROW(400, 12);

  private final int width;
  private final int fontSize;

  Canvas(int width, int fontSize) {
    this.width = width;
    this.fontSize = fontSize;
  }

  /** Width in CSS pixels. */
  public int width() {
    return width;
  }

  /** Letter size in CSS pixels. */
  public int fontSize() {
    return fontSize;
  }

  /** Chooses by width. */
  public <T> T pick(T wide, T narrow) {
    return this == WIDE ? wide : narrow;
  }
}
