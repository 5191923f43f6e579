// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.moebench.profile.LayerFigures;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Plot;
import org.moebench.stats.Estimate;

/** Overlap of adjacent tokens by layer, with its interval, chance level and shuffled level. */
final class OverlapChart {
  private OverlapChart() {}

  static List<Figure> figures(ProfileView view) {
    List<LayerFigures> layers = view.layers().stream().filter(l -> l.pairs() > 0).toList();
    if (layers.isEmpty()) {
      return List.of();
    }
    String title = "Experts that a token shares with the one before, by layer";
    return List.of(
        new Figure(
            "overlap",
            title,
            alt(title, layers),
            ProfileData.LAYERS,
            canvas -> draw(layers, canvas)));
  }

  private static String alt(String title, List<LayerFigures> layers) {
    StringBuilder text = new StringBuilder(title + ".");
    text.append(" Uniform router: ");
    text.append(Words.share(layers.get(0).chance().overlapFraction())).append('.');
    for (LayerFigures layer : layers) {
      text.append(" Layer ").append(Words.layer(layer)).append(": ");
      text.append(Words.share(layer.overlap())).append(", shuffled ");
      text.append(Words.share(layer.shuffledOverlap())).append('.');
    }
    return text.toString();
  }

  private static XYChart draw(List<LayerFigures> layers, Canvas canvas) {
    double left = layers.get(0).layer() - 0.6;
    double right = layers.get(layers.size() - 1).layer() + 0.6;
    double top = 0;
    for (LayerFigures layer : layers) {
      double chance = layer.chance().overlapFraction();
      double level = Math.max(chance, layer.shuffledOverlap());
      top = Math.max(top, Math.max(level, end(layer.overlap())));
    }
    Plot plot =
        new Plot(
                canvas,
                canvas.pick(400, 400),
                "layer",
                canvas.pick("overlap of adjacent tokens (% of k)", "overlap (% of k)"))
            .range(left, right, 0, 100 * Math.min(1.03, 1.1 * top))
            .wholeX(x -> String.valueOf((int) x), canvas.width() - canvas.pick(110, 80));
    plot.chart().getStyler().setYAxisDecimalPattern("0.#");
    plot.chart().getStyler().setMarkerSize(canvas.pick(8, 6));
    double chance = 100 * layers.get(0).chance().overlapFraction();
    plot.rule(
        "uniform router", new double[] {left, right}, new double[] {chance, chance}, Looks.CHANCE);
    plot.line("shuffled", x(layers), y(layers, LayerFigures::shuffledOverlap), Looks.SHUFFLED);
    add(plot, "as recorded", layers.stream().filter(l -> !l.hashRouter()).toList(), Looks.ROUTED);
    add(
        plot,
        "as recorded, hash-routed",
        layers.stream().filter(LayerFigures::hashRouter).toList(),
        Looks.HASHED);
    return plot.chart();
  }

  private static void add(Plot plot, String name, List<LayerFigures> layers, Look look) {
    if (layers.isEmpty()) {
      return;
    }
    List<double[]> whiskers = new ArrayList<>();
    for (LayerFigures layer : layers) {
      Estimate overlap = layer.overlap();
      if (overlap.hasInterval()) {
        double x = layer.layer();
        whiskers.add(new double[] {x, x, 100 * overlap.low(), 100 * overlap.high()});
      }
    }
    if (!whiskers.isEmpty()) {
      plot.segments(name + " interval", whiskers, look.thin());
    }
    plot.points(name, x(layers), y(layers, layer -> layer.overlap().value()), look);
  }

  private static double end(Estimate overlap) {
    return overlap.hasInterval() ? overlap.high() : overlap.value();
  }

  private static double[] x(List<LayerFigures> layers) {
    return layers.stream().mapToDouble(LayerFigures::layer).toArray();
  }

  private static double[] y(List<LayerFigures> layers, ToDoubleFunction<LayerFigures> share) {
    return layers.stream().mapToDouble(layer -> 100 * share.applyAsDouble(layer)).toArray();
  }
}
