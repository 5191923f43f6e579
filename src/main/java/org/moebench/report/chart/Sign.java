// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import org.knowm.xchart.style.markers.SeriesMarkers;

/** How a measured change looks: a shape and a colour for each meaning, never a colour alone. */
public enum Sign {
  /** Slower: a triangle that points up. */
  WORSE(Look.solid(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP)),
  /** Faster: a triangle that points down. */
  BETTER(Look.solid(Palette.BLUE, SeriesMarkers.TRIANGLE_DOWN)),
  /** As before: a circle. */
  SAME(Look.solid(Palette.GREEN, SeriesMarkers.CIRCLE)),
  /** Undecided: a diamond. */
  OPEN(Look.solid(Palette.ORANGE, SeriesMarkers.DIAMOND)),
  /** A figure that others are read against: a square. */
  CONTROL(Look.solid(Palette.BLACK, SeriesMarkers.SQUARE)),
  /** Shown, but not counted: a cross. */
  ASIDE(Look.solid(Palette.PURPLE, SeriesMarkers.CROSS));

  private final Look look;

  Sign(Look look) {
    this.look = look;
  }

  Look look() {
    return look;
  }
}
