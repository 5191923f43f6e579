// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.DotPlot;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.evidence.Comparer;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/** Speed-ups as dots with intervals, one figure per router: over staged, and of more workers. */
final class RatioCharts {
  private RatioCharts() {}

  /** Speed-up of every other variant over staged. */
  static List<Figure> overStaged(RoutingCells cells) {
    List<Figure> figures = new ArrayList<>();
    Look one = rule(cells.variants().look(Variants.STAGED));
    for (Setting setting : TimeChart.charted(cells)) {
      Comparer comparer = cells.comparer(Intervals.LEVEL, setting);
      List<DotPlot.Dot> dots = new ArrayList<>();
      for (RoutingCell cell : cells.timed(setting)) {
        if (!cell.variant().equals(Variants.STAGED)) {
          add(dots, cell, cells.overStaged(cell, comparer));
        }
      }
      add(
          figures,
          TimeChart.name("speed-up", setting),
          setting.label() + ": speed-up over staged, 95% intervals",
          "speedups.csv",
          plot(
              cells,
              "speed-up over staged (×)",
              List.of(new DotPlot.Rule("staged (= 1)", 1, one)),
              dots));
    }
    return figures;
  }

  /** Speed-up of more workers over one. */
  static List<Figure> scaling(RoutingCells cells) {
    List<Figure> figures = new ArrayList<>();
    List<Scaling> all = Scaling.of(cells);
    for (Setting setting : all.stream().map(s -> s.many().setting()).distinct().toList()) {
      List<DotPlot.Dot> dots = new ArrayList<>();
      all.stream()
          .filter(scaling -> scaling.many().setting().equals(setting))
          .forEach(scaling -> add(dots, scaling.many(), scaling.speedUp()));
      int workers = setting.workers();
      Look even = Look.solid(Palette.GRID.darker(), SeriesMarkers.NONE);
      Look ideal = Look.dashed(Palette.INK, SeriesMarkers.NONE, 2, 4);
      List<DotPlot.Rule> rules =
          List.of(
              new DotPlot.Rule("1 worker (= 1)", 1, even),
              new DotPlot.Rule("ideal (= " + workers + ")", workers, ideal));
      add(
          figures,
          TimeChart.name("scaling", setting),
          setting.label() + ": speed-up over 1 worker, 95% intervals",
          "scaling.csv",
          plot(cells, "speed-up of " + workers + " workers over 1 (×)", rules, dots));
    }
    return figures;
  }

  private static Look rule(Look look) {
    return new Look(look.color(), SeriesMarkers.NONE, look.stroke());
  }

  private static void add(List<DotPlot.Dot> dots, RoutingCell cell, Estimate ratio) {
    if (Double.isFinite(ratio.value())) {
      dots.add(new DotPlot.Dot("T=" + count((long) cell.tokens()), cell.variant(), ratio));
    }
  }

  private static void add(
      List<Figure> figures, String name, String title, String csv, DotPlot plot) {
    if (!plot.dots().isEmpty()) {
      figures.add(new Figure(name, title, alt(title, plot), csv, plot::draw));
    }
  }

  private static DotPlot plot(
      RoutingCells cells, String xTitle, List<DotPlot.Rule> rules, List<DotPlot.Dot> dots) {
    List<DotPlot.Series> series =
        cells.variants().names().stream()
            .filter(name -> dots.stream().anyMatch(dot -> dot.series().equals(name)))
            .map(name -> new DotPlot.Series(name, cells.variants().look(name)))
            .toList();
    List<String> rows = dots.stream().map(DotPlot.Dot::row).distinct().toList();
    return new DotPlot(xTitle, "tokens per call", rows, series, rules, dots);
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
