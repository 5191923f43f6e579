// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;

/** How series look, the same in all charts of a page. */
final class Looks {
  static final Look DECODE = Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE);
  static final Look PREFILL = Look.dashed(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP, 9, 5);
  static final Look MARK = Look.dashed(Palette.INK, SeriesMarkers.NONE, 2, 5);
  static final Look CEILING = Look.solid(Palette.INK, SeriesMarkers.NONE);

  private static final List<Look> LOOKS =
      List.of(
          Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE),
          Look.dashed(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP, 9, 5),
          Look.dashed(Palette.GREEN, SeriesMarkers.DIAMOND, 3, 3),
          Look.dashed(Palette.PURPLE, SeriesMarkers.SQUARE, 12, 4, 3, 4),
          Look.dashed(Palette.ORANGE, SeriesMarkers.TRIANGLE_DOWN, 6, 3),
          Look.dashed(Palette.BLACK, SeriesMarkers.CROSS, 2, 4),
          Look.solid(Palette.SKY_BLUE, SeriesMarkers.PLUS),
          Look.dashed(Palette.INK, SeriesMarkers.RECTANGLE, 14, 6));

  private Looks() {}

  /** The look at a place; there are eight. */
  static Look at(int place) {
    return LOOKS.get(Math.floorMod(place, LOOKS.size()));
  }
}
