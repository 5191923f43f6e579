// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A straight line to read a chart against.
 *
 * @param name what it stands for
 * @param at where it crosses the axis
 * @param line how it is drawn
 */
public record Rule(String name, double at, Line line) {
  /** Looks of rules, told apart without colour. */
  public enum Line {
    SOLID(Look.solid(Palette.INK, SeriesMarkers.NONE)),
    DASHED(Look.dashed(Palette.INK, SeriesMarkers.NONE, 9f, 6f)),
    DOTTED(Look.dashed(Palette.INK, SeriesMarkers.NONE, 2f, 5f));

    private final Look look;

    Line(Look look) {
      this.look = look;
    }

    Look look() {
      return look;
    }
  }
}
