// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.moebench.profile.LayerFigures;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.HeatPlot;
import org.moebench.report.chart.HeatPlot.Step;
import org.moebench.report.document.Numbers;

/** Load of every expert of every layer, over the layer's mean. */
final class LoadChart {
  /**
   * From pale yellow to dark blue, each darker than the one before, so that the order shows without
   * hue; experts without a selection are white.
   */
  private static final List<Step> STEPS =
      List.of(
          new Step("", 0, Color.WHITE),
          new Step("to 0.25×", 0.25, new Color(0xFB, 0xF2, 0xC4)),
          new Step("to 0.5×", 0.5, new Color(0xE0, 0xE6, 0xA0)),
          new Step("to 0.8×", 0.8, new Color(0xAE, 0xD6, 0xA4)),
          new Step("to 1.25×", 1.25, new Color(0x6C, 0xBD, 0xB5)),
          new Step("to 2×", 2, new Color(0x36, 0x99, 0xB8)),
          new Step("to 4×", 4, new Color(0x2B, 0x6F, 0xA8)),
          new Step("to 8×", 8, new Color(0x28, 0x44, 0x86)),
          new Step("more", Double.POSITIVE_INFINITY, new Color(0x1A, 0x1C, 0x4A)));

  private LoadChart() {}

  static List<Figure> figures(ProfileView view) {
    List<LayerFigures> layers = view.loaded();
    if (layers.isEmpty() || view.origin().experts() == 1) {
      return List.of();
    }
    String title = "Load of each expert over the mean of its layer";
    return List.of(
        new Figure(
            "load",
            title,
            alt(title, layers),
            ProfileData.EXPERTS,
            canvas -> draw(layers, canvas)));
  }

  private static String alt(String title, List<LayerFigures> layers) {
    StringBuilder text = new StringBuilder(title + ".");
    for (LayerFigures layer : layers) {
      text.append(" Layer ").append(Words.layer(layer)).append(": largest ");
      text.append(Numbers.significant(layer.maxOverMean())).append("×, idle ");
      text.append(layer.experts() - layer.uniqueExperts()).append('.');
    }
    return text.toString();
  }

  private static XYChart draw(List<LayerFigures> layers, Canvas canvas) {
    int experts = layers.get(0).experts();
    int perColumn = (experts - 1) / canvas.pick(256, 128) + 1;
    List<double[]> values = new ArrayList<>();
    layers.forEach(layer -> values.add(loads(layer, perColumn)));
    String binned = perColumn == 1 ? "" : ", " + perColumn + " per column";
    return new HeatPlot(
            "expert" + binned + " (white: never selected)",
            "layer",
            layers.stream().map(Words::layer).toList(),
            perColumn,
            STEPS,
            values)
        .draw(canvas);
  }

  /** Mean load of each column's experts over the layer's mean. */
  private static double[] loads(LayerFigures layer, int perColumn) {
    long[] counts = layer.histogram();
    double mean = (double) layer.selections() / counts.length;
    double[] loads = new double[(counts.length - 1) / perColumn + 1];
    for (int column = 0; column < loads.length; column++) {
      int end = Math.min(counts.length, (column + 1) * perColumn);
      long sum = 0;
      for (int e = column * perColumn; e < end; e++) {
        sum += counts[e];
      }
      loads[column] = sum / (mean * (end - column * perColumn));
    }
    return loads;
  }
}
