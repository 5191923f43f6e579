// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.moebench.stats.Estimate;

/**
 * Changes with their intervals, one row each. Labels stand above the whiskers, so that they may be
 * long.
 *
 * @param xTitle label of the x axis, with its unit
 * @param rules vertical lines to read the changes against
 * @param rows from the top
 */
public record ForestPlot(String xTitle, List<Rule> rules, List<Row> rows) {
  /** Height of the label above its row, in rows. */
  private static final double LABEL_RISE = 0.36;

  /** How far whiskers lie below the middle of their row, in rows. */
  private static final double WHISKER_DROP = 0.14;

  /** Room beside the plot that axes and paddings take, in pixels. */
  private static final int BESIDE = 24;

  /** Space between the plot's left edge and a label, in pixels. */
  private static final int INDENT = 6;

  /**
   * One change.
   *
   * @param label what changed, and what was found
   * @param detail more of it, where there is room
   * @param sign looks alike for all that was found alike
   * @param change in the unit of the x axis; without an interval it gets no whisker
   */
  public record Row(String label, String detail, Sign sign, Estimate change) {}

  /** The figure of this plot. */
  public Figure figure(String name, String title, String alt, String csv) {
    return new Figure(name, title, alt, csv, this::draw);
  }

  private XYChart draw(Canvas canvas) {
    double low = rules.stream().mapToDouble(Rule::at).min().orElse(0);
    double high = rules.stream().mapToDouble(Rule::at).max().orElse(0);
    for (Row row : rows) {
      low = Math.min(low, end(row.change().low(), row.change().value()));
      high = Math.max(high, end(row.change().high(), row.change().value()));
    }
    double room = Math.max(0.5, 0.06 * (high - low));
    double bottom = -0.6;
    double top = rows.size() - 0.3;
    int rowHeight = canvas.pick(50, 46);
    Plot plot =
        new Plot(canvas, canvas.pick(130, 170) + rows.size() * rowHeight, xTitle, "")
            .range(low - room, high + room, bottom, top)
            .wholeY(y -> "", rowHeight);
    style(plot.chart().getStyler(), canvas);
    for (Rule rule : rules) {
      double[] x = {rule.at(), rule.at()};
      plot.rule(rule.name(), x, new double[] {bottom, top}, rule.line().look());
    }
    rows.stream().map(Row::sign).distinct().forEach(sign -> add(plot, sign));
    for (int i = 0; i < rows.size(); i++) {
      label(plot, canvas, rows.get(i), rows.size() - 1 - i);
    }
    return plot.chart();
  }

  private static void style(XYStyler styler, Canvas canvas) {
    styler.setPlotGridHorizontalLinesVisible(false).setAxisTicksMarksVisible(false);
    styler.setYAxisTicksVisible(false).setYAxisTitleVisible(false);
    styler.setXAxisDecimalPattern("+0.#;-0.#").setXAxisTickMarkSpacingHint(canvas.pick(90, 55));
  }

  private void add(Plot plot, Sign sign) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<double[]> whiskers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).sign() == sign) {
        Estimate change = rows.get(i).change();
        double at = rows.size() - 1 - i - WHISKER_DROP;
        x.add(change.value());
        y.add(at);
        double left = end(change.low(), change.value());
        double right = end(change.high(), change.value());
        whiskers.add(new double[] {left, right, at, at});
      }
    }
    plot.segments(sign + " interval", whiskers, sign.look().wide(2f));
    plot.unnamedPoints(sign.name(), values(x), values(y), sign.look());
  }

  private static void label(Plot plot, Canvas canvas, Row row, int y) {
    Font font = plot.chart().getStyler().getAxisTickLabelsFont();
    double space = canvas.width() - BESIDE - 2.0 * INDENT;
    String text = row.label() + canvas.pick("   " + row.detail(), "");
    while (width(font, text) > space) {
      text = text.substring(0, text.length() - 2) + "…";
    }
    XYStyler styler = plot.chart().getStyler();
    double perPixel = (styler.getXAxisMax() - styler.getXAxisMin()) / (canvas.width() - BESIDE);
    double x = styler.getXAxisMin() + perPixel * (INDENT + width(font, text) / 2);
    plot.label(x, y + LABEL_RISE - WHISKER_DROP, text);
  }

  private static double width(Font font, String text) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  private static double end(double bound, double value) {
    return Double.isFinite(bound) ? bound : value;
  }

  private static double[] values(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
