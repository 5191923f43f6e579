// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;

/**
 * One look per weight format, by its place among the formats of the run, the same in all charts.
 */
final class FormatLook {
  private static final List<Look> LOOKS =
      List.of(
          Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE),
          Look.dashed(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP, 9, 5),
          Look.dashed(Palette.GREEN, SeriesMarkers.DIAMOND, 3, 3),
          Look.dashed(Palette.PURPLE, SeriesMarkers.SQUARE, 12, 4, 3, 4),
          Look.dashed(Palette.ORANGE, SeriesMarkers.TRIANGLE_DOWN, 6, 3),
          Look.dashed(Palette.BLACK, SeriesMarkers.CROSS, 2, 4));

  private FormatLook() {}

  static Look of(SwigluCells cells, String format) {
    List<String> formats =
        cells.settings().stream().map(Setting::format).distinct().sorted().toList();
    return LOOKS.get(Math.floorMod(formats.indexOf(format), LOOKS.size()));
  }
}
