// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;

/** One look per strategy, the same in every chart. */
final class StrategyLook {
  private StrategyLook() {}

  static Look of(Strategy strategy) {
    return switch (strategy) {
      case PER_EXPERT -> Look.dashed(Palette.BLACK, SeriesMarkers.SQUARE, 9, 5);
      case GROUPED -> Look.dashed(Palette.BLUE, SeriesMarkers.CIRCLE, 2, 3);
      case PAD_COMPUTE -> Look.solid(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP);
      case PAD_SKIP -> Look.solid(Palette.GREEN, SeriesMarkers.DIAMOND);
    };
  }
}
