// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.BarPlot;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.chart.Rule;
import org.moebench.stats.Estimate;

/** Speed-up of each strategy over always-prefill: a figure per stack, a bar per routing. */
final class SpeedUpChart {
  /** A dark and a light one first, so that the two usual routings differ in grey as well. */
  private static final List<Look> LOOKS =
      List.of(
          Look.solid(Palette.BLUE, SeriesMarkers.SQUARE),
          Look.solid(Palette.ORANGE, SeriesMarkers.SQUARE),
          Look.solid(Palette.GREEN, SeriesMarkers.SQUARE),
          Look.solid(Palette.PURPLE, SeriesMarkers.SQUARE));

  private SpeedUpChart() {}

  static List<Figure> figures(ModelCells cells) {
    List<Ratios> ratios =
        Ratios.of(cells).stream()
            .filter(r -> r.cell().part().equals(ModelCell.FORWARD))
            .filter(r -> Double.isFinite(r.speedUp().value()))
            .toList();
    List<Figure> figures = new ArrayList<>();
    for (String stack : cells.stacks()) {
      List<Ratios> own =
          ratios.stream().filter(r -> r.cell().setting().stack().equals(stack)).toList();
      if (!own.isEmpty()) {
        figures.add(figure(cells, stack, own));
      }
    }
    return figures;
  }

  private static Figure figure(ModelCells cells, String stack, List<Ratios> ratios) {
    String title = stack + ": speed of a forward pass over always-prefill, 95% intervals";
    BarPlot plot = plot(cells, ratios);
    return new Figure(fileName(stack), title, alt(title, plot), "speedups.csv", plot::draw);
  }

  /** File name of a stack's figure: letters, digits, dots and dashes. */
  static String fileName(String stack) {
    return "speed-up-" + stack.replaceAll("[^A-Za-z0-9.]+", "-");
  }

  private static BarPlot plot(ModelCells cells, List<Ratios> ratios) {
    List<String> rows =
        ratios.stream()
            .map(r -> r.cell().strategy())
            .distinct()
            .sorted(Comparator.comparingInt(Strategies::rank))
            .toList();
    List<BarPlot.Bar> bars = ratios.stream().map(r -> bar(cells, r)).toList();
    List<String> names = bars.stream().map(BarPlot.Bar::series).distinct().toList();
    List<BarPlot.Series> series = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      series.add(new BarPlot.Series(names.get(i), LOOKS.get(i % LOOKS.size())));
    }
    return new BarPlot(
        "speed over always-prefill (×)",
        "strategy",
        rows,
        series,
        List.of(new Rule("always-prefill (= 1)", 1, Rule.Line.DASHED)),
        bars);
  }

  private static BarPlot.Bar bar(ModelCells cells, Ratios ratios) {
    String series = cells.routing(ratios.cell().setting()) + " routing";
    return new BarPlot.Bar(ratios.cell().strategy(), series, ratios.speedUp());
  }

  private static String alt(String title, BarPlot plot) {
    StringBuilder text = new StringBuilder(title + ".");
    for (BarPlot.Bar bar : plot.bars()) {
      Estimate e = bar.ratio();
      text.append(' ').append(bar.row()).append(", ").append(bar.series());
      text.append(": ").append(times(e.value(), e.low(), e.high())).append('.');
    }
    return text.toString();
  }
}
