// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How a series is drawn: never told apart by colour alone. */
public record Look(Color color, Marker marker, BasicStroke stroke) {
  /** A solid line. */
  public static Look solid(Color color, Marker marker) {
    return new Look(color, marker, line(2.2f));
  }

  /** A dashed line. */
  public static Look dashed(Color color, Marker marker, float... pattern) {
    return new Look(color, marker, line(2.2f, pattern));
  }

  /** The same colour, thin and solid: whiskers. */
  public Look thin() {
    return new Look(color, SeriesMarkers.NONE, line(1.4f));
  }

  /** The same colour and no dashes, of another width: bars. */
  public Look wide(float width) {
    return new Look(color, SeriesMarkers.NONE, line(width));
  }

  private static BasicStroke line(float width, float... pattern) {
    return new BasicStroke(
        width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1f,
        pattern.length == 0 ? null : pattern,
        0f);
  }
}
