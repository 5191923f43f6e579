// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Plot;
import org.moebench.report.evidence.TimedCells;

/** Time per token against tokens per call, one figure per router. */
final class TimeChart {
  static final String SECTION = "time";

  /** A shorter time axis, in decades, has too few labels to be read. */
  private static final double LEAST_DECADES = 0.8;

  private TimeChart() {}

  static List<Figure> figures(RoutingCells cells) {
    List<Figure> figures = new ArrayList<>();
    for (Setting setting : charted(cells)) {
      List<RoutingCell> timed = cells.timed(setting);
      if (timed.stream().map(RoutingCell::tokens).distinct().count() > 1) {
        figures.add(
            new Figure(
                name("time", setting),
                setting.label() + ": time per token against tokens per call",
                alt(setting, timed),
                "cells.csv",
                canvas -> draw(cells, timed, canvas)));
      }
    }
    return figures;
  }

  /**
   * One setting for each router: that with the most numbers of tokens timed, float32 if equal, as
   * settings list it first.
   */
  static List<Setting> charted(RoutingCells cells) {
    List<Setting> charted = new ArrayList<>();
    for (String router : cells.routers()) {
      Setting best = null;
      for (Setting setting : cells.baseSettings()) {
        boolean own = setting.router().equals(router);
        if (own && (best == null || batches(cells, setting) > batches(cells, best))) {
          best = setting;
        }
      }
      if (best != null) {
        charted.add(best);
      }
    }
    return charted;
  }

  private static long batches(RoutingCells cells, Setting setting) {
    return cells.timed(setting).stream().map(RoutingCell::tokens).distinct().count();
  }

  /** File name of a figure of a setting: letters, digits, dots and dashes. */
  static String name(String kind, Setting setting) {
    return kind + "-" + setting.label().replaceAll("[^A-Za-z0-9.]+", "-");
  }

  private static String alt(Setting setting, List<RoutingCell> timed) {
    StringBuilder text = new StringBuilder(setting.label() + ", ns per token.");
    for (RoutingCell cell : timed) {
      text.append(' ').append(cell.variant()).append(" at T=").append(count((long) cell.tokens()));
      text.append(": ").append(significant(cell.perToken())).append('.');
    }
    return text.toString();
  }

  private static XYChart draw(RoutingCells cells, List<RoutingCell> timed, Canvas canvas) {
    int height = canvas.pick(440, 440);
    double[] x = timed.stream().mapToDouble(TimeChart::log2).sorted().toArray();
    double[] y =
        timed.stream().flatMapToDouble(cell -> DoubleStream.of(bounds(cell))).sorted().toArray();
    double room = 0.2 + 0.05 * (x[x.length - 1] - x[0]);
    double middle = (y[0] + y[y.length - 1]) / 2;
    double half = Math.max(LEAST_DECADES, y[y.length - 1] - y[0] + 0.2) / 2;
    Plot plot =
        new Plot(canvas, height, "tokens per call T (log scale)", "time per token (ns, log scale)")
            .range(x[0] - room, x[x.length - 1] + room, middle - half, middle + half)
            .powersOfTwoX(canvas.width() - 110)
            .logY(height - canvas.pick(130, 210));
    for (String variant : cells.variants().names()) {
      List<RoutingCell> line = timed.stream().filter(c -> c.variant().equals(variant)).toList();
      if (!line.isEmpty()) {
        line(plot, variant, line, cells.variants().look(variant));
      }
    }
    return plot.chart();
  }

  private static void line(Plot plot, String variant, List<RoutingCell> cells, Look look) {
    plot.line(
        variant,
        cells.stream().mapToDouble(TimeChart::log2).toArray(),
        cells.stream().mapToDouble(cell -> Math.log10(cell.perToken())).toArray(),
        look);
    List<double[]> whiskers = new ArrayList<>();
    for (RoutingCell cell : cells) {
      double[] bounds = bounds(cell);
      whiskers.add(new double[] {log2(cell), log2(cell), bounds[0], bounds[1]});
    }
    plot.segments(variant + " interval", whiskers, look.thin());
  }

  /** log10 of the interval in ns per token. */
  private static double[] bounds(RoutingCell cell) {
    double[] ms = TimedCells.bounds(cell.result());
    return new double[] {Math.log10(cell.perToken(ms[0])), Math.log10(cell.perToken(ms[1]))};
  }

  private static double log2(RoutingCell cell) {
    return Math.log(cell.tokens()) / Math.log(2);
  }
}
