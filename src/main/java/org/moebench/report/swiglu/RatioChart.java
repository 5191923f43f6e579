// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.DotPlot;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.stats.Estimate;

/** Ratio to unfused over concurrency with intervals: a figure per model and variant. */
final class RatioChart {
  private RatioChart() {}

  static List<Figure> figures(SwigluCells cells) {
    List<Gain> gains = new ArrayList<>();
    cells.baseSettings().forEach(setting -> gains.addAll(Gain.of(cells, setting)));
    gains.removeIf(gain -> !Double.isFinite(gain.ratio().value()));
    List<Figure> figures = new ArrayList<>();
    for (String model : cells.models()) {
      for (String variant : cells.variants()) {
        List<Gain> own =
            gains.stream()
                .filter(gain -> gain.cell().setting().model().equals(model))
                .filter(gain -> gain.cell().variant().equals(variant))
                .toList();
        if (!own.isEmpty()) {
          figures.add(figure(cells, model, variant, own));
        }
      }
    }
    return figures;
  }

  private static Figure figure(SwigluCells cells, String model, String variant, List<Gain> gains) {
    String title = model + ": speed of " + variant + " over unfused, 95% intervals";
    DotPlot plot = plot(cells, variant, gains);
    String name = fileName("ratio", model + "-" + variant);
    return new Figure(name, title, alt(title, plot), "ratios.csv", plot::draw);
  }

  /** File name of a figure: letters, digits, dots and dashes. */
  static String fileName(String kind, String of) {
    return kind + "-" + of.replaceAll("[^A-Za-z0-9.]+", "-");
  }

  private static DotPlot plot(SwigluCells cells, String variant, List<Gain> gains) {
    List<DotPlot.Dot> dots =
        gains.stream()
            .map(g -> new DotPlot.Dot(row(g.cell()), g.cell().setting().format(), g.ratio()))
            .toList();
    List<String> rows =
        gains.stream()
            .map(Gain::cell)
            .sorted(Comparator.comparingInt(SwigluCell::concurrency))
            .map(RatioChart::row)
            .distinct()
            .toList();
    List<DotPlot.Series> series =
        dots.stream()
            .map(DotPlot.Dot::series)
            .distinct()
            .map(format -> new DotPlot.Series(format, FormatLook.of(cells, format)))
            .toList();
    Look one = Look.solid(Palette.INK, SeriesMarkers.NONE);
    return new DotPlot(
        "speed of " + variant + " over unfused (×)",
        "concurrency",
        rows,
        series,
        List.of(new DotPlot.Rule("unfused (= 1)", 1, one)),
        dots);
  }

  private static String row(SwigluCell cell) {
    return "B=" + cell.concurrency();
  }

  private static String alt(String title, DotPlot plot) {
    StringBuilder text = new StringBuilder(title + ".");
    for (DotPlot.Dot dot : plot.dots()) {
      Estimate e = dot.ratio();
      text.append(' ').append(dot.series()).append(' ').append(dot.row());
      text.append(": ").append(times(e.value(), e.low(), e.high())).append('.');
    }
    return text.toString();
  }
}
