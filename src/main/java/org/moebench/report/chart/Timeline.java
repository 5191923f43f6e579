// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/**
 * Points in the order they were measured.
 *
 * @param xTitle label of the x axis
 * @param yTitle label of the y axis, with its unit
 * @param rules horizontal lines to read the points against, at labelled ticks: not in the legend
 * @param breaks vertical lines between parts of the run
 * @param series at least one, none of them empty
 */
public record Timeline(
    String xTitle, String yTitle, List<Rule> rules, List<Rule> breaks, List<Series> series) {
  private static final double DOT = 0.7;

  /** Points that look alike. */
  public record Series(String name, Sign sign, List<Point> points) {}

  /** Where a point lies, in the units of the axes. */
  public record Point(double x, double y) {}

  /** The figure of this plot. */
  public Figure figure(String name, String title, String alt, String csv) {
    return new Figure(name, title, alt, csv, this::draw);
  }

  private XYChart draw(Canvas canvas) {
    double[] x = ends(Point::x, breaks);
    double[] y = ends(Point::y, rules);
    double xRoom = Math.max(1, 0.02 * (x[1] - x[0]));
    double yRoom = Math.max(0.5, 0.06 * (y[1] - y[0]));
    double[] xs = {x[0] - xRoom, x[1] + xRoom};
    double[] ys = {y[0] - yRoom, y[1] + yRoom};
    Plot plot =
        new Plot(canvas, canvas.pick(420, 430), xTitle, yTitle).range(xs[0], xs[1], ys[0], ys[1]);
    plot.chart().getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("+0.#;-0.#");
    plot.chart().getStyler().setMarkerSize((int) (DOT * canvas.pick(10, 8)));
    plot.chart().getStyler().setXAxisTickMarkSpacingHint(canvas.pick(90, 60));
    rules.forEach(r -> plot.unnamed(r.name(), xs, new double[] {r.at(), r.at()}, r.line().look()));
    breaks.forEach(r -> plot.rule(r.name(), new double[] {r.at(), r.at()}, ys, r.line().look()));
    for (Series one : series) {
      plot.points(one.name(), of(one, Point::x), of(one, Point::y), one.sign().look());
    }
    return plot.chart();
  }

  private double[] ends(ToDoubleFunction<Point> axis, List<Rule> lines) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      for (double value : of(one, axis)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    for (Rule rule : lines) {
      low = Math.min(low, rule.at());
      high = Math.max(high, rule.at());
    }
    return new double[] {low, high};
  }

  private static double[] of(Series one, ToDoubleFunction<Point> axis) {
    return one.points().stream().mapToDouble(axis).toArray();
  }
}
