// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.moebench.stats.Estimate;

/**
 * Ratios with their intervals: rows from top to bottom, in each of them a dot per series.
 *
 * @param xTitle label of the x axis, with its unit
 * @param yTitle what the rows are
 * @param rows labels of the rows, from the top
 * @param series in the order of the dots in a row, from its top
 * @param rules vertical lines to read the dots against
 * @param dots what was measured
 */
public record DotPlot(
    String xTitle,
    String yTitle,
    List<String> rows,
    List<Series> series,
    List<Rule> rules,
    List<Dot> dots) {
  /** Distance of the dots of one row, in rows. */
  private static final double DODGE = 0.22;

  /** Share of a row's height that all its dots may take. */
  private static final double CROWD = 0.72;

  /** What a series of dots is called and how it looks. */
  public record Series(String name, Look look) {}

  /** A vertical line. */
  public record Rule(String name, double x, Look look) {}

  /** A ratio; one without an interval gets no whisker. */
  public record Dot(String row, String series, Estimate ratio) {}

  /** Draws it. */
  public XYChart draw(Canvas canvas) {
    double low = rules.stream().mapToDouble(Rule::x).min().orElse(1);
    double high = rules.stream().mapToDouble(Rule::x).max().orElse(1);
    for (Dot dot : dots) {
      low = Math.min(low, end(dot.ratio().low(), dot.ratio().value()));
      high = Math.max(high, end(dot.ratio().high(), dot.ratio().value()));
    }
    double room = Math.max(0.02, 0.06 * (high - low));
    double bottom = -0.5;
    double top = rows.size() - 0.5;
    int rowHeight = canvas.pick(64, 56);
    Plot plot =
        new Plot(canvas, canvas.pick(140, 190) + rows.size() * rowHeight, xTitle, yTitle)
            .range(low - room, high + room, bottom, top)
            .wholeY(this::label, rowHeight / 2);
    plot.chart()
        .getStyler()
        .setXAxisDecimalPattern("0.00")
        .setPlotGridHorizontalLinesVisible(false);
    plot.chart().getStyler().setAxisTicksMarksVisible(false);
    plot.chart().getStyler().setXAxisTickMarkSpacingHint(canvas.pick(90, 60));
    for (Rule rule : rules) {
      double[] x = {rule.x(), rule.x()};
      plot.rule(rule.name(), x, new double[] {bottom, top}, rule.look());
    }
    series.forEach(one -> add(plot, one));
    return plot.chart();
  }

  private void add(Plot plot, Series one) {
    List<Dot> own = dots.stream().filter(dot -> dot.series().equals(one.name())).toList();
    if (own.isEmpty()) {
      return;
    }
    double step = Math.min(DODGE, CROWD / series.size());
    double shift = step * ((series.size() - 1) / 2.0 - series.indexOf(one));
    double top = rows.size() - 1 + shift;
    double[] x = own.stream().mapToDouble(dot -> dot.ratio().value()).toArray();
    double[] y = own.stream().mapToDouble(dot -> top - rows.indexOf(dot.row())).toArray();
    List<double[]> whiskers = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Estimate ratio = own.get(i).ratio();
      whiskers.add(new double[] {end(ratio.low(), x[i]), end(ratio.high(), x[i]), y[i], y[i]});
    }
    plot.segments(one.name() + " interval", whiskers, one.look().thin());
    plot.points(one.name(), x, y, one.look());
  }

  private static double end(double bound, double value) {
    return Double.isFinite(bound) ? bound : value;
  }

  private String label(double y) {
    int row = rows.size() - 1 - (int) y;
    return row >= 0 && row < rows.size() ? rows.get(row) : "";
  }
}
