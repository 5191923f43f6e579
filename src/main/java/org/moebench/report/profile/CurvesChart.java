// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.moebench.profile.LayerFigures;
import org.moebench.report.chart.Figure;
import org.moebench.report.profile.Curves.Curve;

/** What the best n experts have together: of selections, and of REAP. */
final class CurvesChart {
  /** Points of a curve, so that a hundred layers stay a small picture. */
  private static final int MOST_POINTS = 96;

  private CurvesChart() {}

  /** Coverage curves: share of selections of the n most selected experts. */
  static List<Figure> coverage(ProfileView view) {
    return figures(
        view.loaded(),
        "coverage",
        "Share of selections that the most selected experts have together",
        "share of selections (%)",
        LayerFigures::coverage);
  }

  /** Kept-mass curves: share of REAP of the n best experts. */
  static List<Figure> keptMass(ProfileView view) {
    return figures(
        view.salient(),
        "kept-mass",
        "Share of REAP that the best experts have together",
        "share of REAP (%)",
        layer -> layer.saliency().keptMass());
  }

  private static List<Figure> figures(
      List<LayerFigures> layers,
      String name,
      String title,
      String yTitle,
      Function<LayerFigures, double[]> shares) {
    if (layers.isEmpty() || layers.get(0).experts() == 1) {
      return List.of();
    }
    double[] x = places(layers.get(0).experts());
    int experts = layers.get(0).experts();
    List<Curve> lines =
        layers.stream().map(layer -> new Curve(layer, at(x, shares.apply(layer)))).toList();
    double[] chance = Arrays.stream(x).map(n -> n / experts).toArray();
    Curves curves = new Curves("experts of a layer, best first", yTitle, false, x, lines, chance);
    return List.of(
        new Figure(name, title, alt(title, layers, shares), ProfileData.EXPERTS, curves::draw));
  }

  private static String alt(
      String title, List<LayerFigures> layers, Function<LayerFigures, double[]> shares) {
    StringBuilder text = new StringBuilder(title + ".");
    for (LayerFigures layer : layers) {
      double[] share = shares.apply(layer);
      int half = (share.length + 1) / 2;
      text.append(" Layer ").append(Words.layer(layer)).append(": ").append(half);
      text.append(" experts ").append(Words.share(share[half - 1])).append('.');
    }
    return text.toString();
  }

  /** 0 to E, all of them or as many as a curve may have. */
  private static double[] places(int experts) {
    int points = Math.min(experts, MOST_POINTS);
    double[] x = new double[points + 1];
    Arrays.setAll(x, i -> Math.rint((double) i * experts / points));
    return x;
  }

  private static double[] at(double[] places, double[] shares) {
    return Arrays.stream(places).map(n -> n == 0 ? 0 : shares[(int) n - 1]).toArray();
  }
}
