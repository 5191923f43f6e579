// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.awt.Color;

/** The Okabe–Ito colours, which people with any colour vision can tell apart. */
public final class Palette {
  public static final Color BLACK = new Color(0x33, 0x33, 0x33);
  public static final Color ORANGE = new Color(0xE6, 0x9F, 0x00);
  public static final Color SKY_BLUE = new Color(0x56, 0xB4, 0xE9);
  public static final Color GREEN = new Color(0x00, 0x9E, 0x73);
  public static final Color BLUE = new Color(0x00, 0x72, 0xB2);
  public static final Color VERMILLION = new Color(0xD5, 0x5E, 0x00);
  public static final Color PURPLE = new Color(0xCC, 0x79, 0xA7);

  /** Letters and axes. */
  public static final Color INK = new Color(0x33, 0x3A, 0x42);

  /** Grid lines. */
  public static final Color GRID = new Color(0xE4, 0xE7, 0xEB);

  private Palette() {}
}
