// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.moebench.stats.Estimate;

/**
 * Ratios as bars from zero, with their intervals and their figures: rows from top to bottom, in
 * each of them a bar per series.
 *
 * @param xTitle label of the x axis, with its unit
 * @param yTitle what the rows are
 * @param rows labels of the rows, from the top
 * @param series in the order of the bars in a row, from its top
 * @param rules vertical lines to read the bars against
 * @param bars what was measured, none of it below zero
 */
public record BarPlot(
    String xTitle,
    String yTitle,
    List<String> rows,
    List<Series> series,
    List<Rule> rules,
    List<Bar> bars) {
  /** Share of a row's height that its bars take. */
  private static final double CROWD = 0.8;

  /** Share of a bar's place that it fills, so that neighbours do not touch. */
  private static final double FILL = 0.86;

  /** Width of the widest figure, in letter sizes. */
  private static final double FIGURE_WIDTH = 3.6;

  /** Pixels beside the plot that row labels, axes and paddings take, in letter sizes. */
  private static final double BESIDE = 13;

  /** What a series of bars is called and how it looks: filled with its colour. */
  public record Series(String name, Look look) {}

  /** A ratio; one without an interval gets no whisker. */
  public record Bar(String row, String series, Estimate ratio) {}

  /** Draws it. */
  public XYChart draw(Canvas canvas) {
    double high = rules.stream().mapToDouble(Rule::at).max().orElse(1);
    for (Bar bar : bars) {
      high = Math.max(high, end(bar.ratio().high(), bar.ratio().value()));
    }
    double width = canvas.width() - BESIDE * canvas.fontSize();
    double figure = FIGURE_WIDTH * canvas.fontSize() / width; // share of the axis
    double right = 1.02 * high / (1 - figure);
    double bottom = -0.5;
    double top = rows.size() - 0.5;
    int barHeight = canvas.pick(22, 20);
    int rowHeight = (int) (series.size() * barHeight / CROWD);
    Plot plot =
        new Plot(canvas, canvas.pick(140, 190) + rows.size() * rowHeight, xTitle, yTitle)
            .range(0, right, bottom, top)
            .wholeY(this::label, rowHeight / 2);
    plot.chart()
        .getStyler()
        .setXAxisDecimalPattern("0.0#")
        .setPlotGridHorizontalLinesVisible(false)
        .setAxisTicksMarksVisible(false);
    plot.chart().getStyler().setXAxisTickMarkSpacingHint(canvas.pick(90, 60));
    series.forEach(one -> add(plot, one, barHeight, figure * right));
    for (Rule rule : rules) {
      double[] x = {rule.at(), rule.at()};
      plot.rule(rule.name(), x, new double[] {bottom, top}, rule.line().look());
    }
    return plot.chart();
  }

  private void add(Plot plot, Series one, int barHeight, double figureWidth) {
    List<double[]> lines = new ArrayList<>();
    List<double[]> whiskers = new ArrayList<>();
    for (Bar bar : bars) {
      if (bar.series().equals(one.name())) {
        double y = place(bar);
        Estimate ratio = bar.ratio();
        double low = end(ratio.low(), ratio.value());
        double high = end(ratio.high(), ratio.value());
        lines.add(new double[] {0, ratio.value(), y, y});
        whiskers.add(new double[] {low, high, y, y});
        plot.label(Math.max(high, ratio.value()) + figureWidth / 2, y, times(ratio.value()));
      }
    }
    if (!lines.isEmpty()) {
      plot.segments(one.name() + " bars", lines, one.look().wide((float) (FILL * barHeight)));
      plot.segments(one.name() + " interval", whiskers, Rule.Line.SOLID.look().wide(2f));
      plot.key(one.name(), one.look().color());
    }
  }

  /** Where a bar lies on the y axis. */
  private double place(Bar bar) {
    int index = series.stream().map(Series::name).toList().indexOf(bar.series());
    double step = CROWD / series.size();
    return rows.size() - 1 - rows.indexOf(bar.row()) + step * ((series.size() - 1) / 2.0 - index);
  }

  private static double end(double bound, double value) {
    return Double.isFinite(bound) ? bound : value;
  }

  private String label(double y) {
    int row = rows.size() - 1 - (int) y;
    return row >= 0 && row < rows.size() ? rows.get(row) : "";
  }
}
