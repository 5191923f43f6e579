// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;

/** How series look, the same in all charts of the page. */
final class Looks {
  /** A uniform router. */
  static final Look CHANCE = Look.dashed(Palette.INK, SeriesMarkers.NONE, 2, 5);

  /** The median of layers, and the two at the ends. */
  static final Look MEDIAN = Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE);

  static final Look FIRST = Look.dashed(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP, 9, 5);
  static final Look LAST = Look.dashed(Palette.GREEN, SeriesMarkers.SQUARE, 3, 3);

  /** Layers that are not named: pale, so that those that are stand out. */
  static final Look OTHERS =
      new Look(new Color(0xA9, 0xC4, 0xD6), SeriesMarkers.NONE, new BasicStroke(1f));

  static final Look ROUTED = Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE);
  static final Look HASHED = Look.solid(Palette.PURPLE, SeriesMarkers.DIAMOND);
  static final Look SHUFFLED = Look.dashed(Palette.ORANGE, SeriesMarkers.SQUARE, 6, 3);

  static final Look LRU = Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE);
  static final Look LFU = Look.dashed(Palette.ORANGE, SeriesMarkers.SQUARE, 6, 3);
  static final Look BELADY = Look.solid(Palette.BLACK, SeriesMarkers.DIAMOND);
  static final Look PINNED = Look.dashed(Palette.GREEN, SeriesMarkers.TRIANGLE_UP, 9, 5);

  private Looks() {}
}
