// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.profile.LayerFigures;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Numbers;
import org.moebench.report.profile.Curves.Curve;

/** How soon experts are selected again. */
final class ReuseChart {
  /** The chart ends where so many selections of every layer are covered, or at this distance. */
  private static final double NEARLY_ALL = 0.995;

  private static final int LONGEST = 1 << 12;

  private ReuseChart() {}

  static List<Figure> figures(ProfileView view) {
    List<LayerFigures> layers = layers(view);
    if (layers.isEmpty()) {
      return List.of();
    }
    int[] distances = distances(layers);
    double missed = 1 - layers.get(0).chance().overlapFraction();
    double[] x = Arrays.stream(distances).mapToDouble(d -> Math.log(d) / Math.log(2)).toArray();
    double[] chance = Arrays.stream(distances).mapToDouble(d -> 1 - Math.pow(missed, d)).toArray();
    List<Curve> lines =
        layers.stream().map(layer -> new Curve(layer, within(layer, distances))).toList();
    Curves curves =
        new Curves(
            "positions since the expert was last selected (log scale)",
            "selections of experts seen before (%)",
            true,
            x,
            lines,
            chance);
    String title = "How soon experts are selected again in a sequence";
    return List.of(new Figure("reuse", title, alt(title, layers), ProfileData.REUSE, curves::draw));
  }

  /** Layers in which an expert was selected again. */
  static List<LayerFigures> layers(ProfileView view) {
    return view.layers().stream().filter(layer -> layer.reuseSamples() > 0).toList();
  }

  /** 1, 2, 4, … as far as there is something to tell; at least two. */
  static int[] distances(List<LayerFigures> layers) {
    int last = 2;
    while (last < LONGEST && least(layers, last) < NEARLY_ALL) {
      last *= 2;
    }
    int end = last;
    return IntStream.iterate(1, distance -> distance <= end, distance -> 2 * distance).toArray();
  }

  private static double least(List<LayerFigures> layers, int distance) {
    return layers.stream().mapToDouble(l -> l.reusedWithin(distance)).min().orElse(1);
  }

  private static double[] within(LayerFigures layer, int[] distances) {
    return Arrays.stream(distances).mapToDouble(layer::reusedWithin).toArray();
  }

  private static String alt(String title, List<LayerFigures> layers) {
    StringBuilder text = new StringBuilder(title + ". Median positions.");
    for (LayerFigures layer : layers) {
      text.append(" Layer ").append(Words.layer(layer)).append(": ");
      text.append(Numbers.significant(layer.medianReuseDistance())).append('.');
    }
    return text.toString();
  }
}
