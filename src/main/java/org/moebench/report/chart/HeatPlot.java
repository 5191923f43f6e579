// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.XYStyler;

/**
 * Values of a grid as colours in steps, the least light, the largest dark: steps can be named in
 * the legend and told apart, which shades of a continuous scale cannot.
 *
 * <p>XChart's own heat map has a continuous scale and a label for each row and column; this one is
 * an XY chart whose cells are drawn over it.
 *
 * @param xTitle label of the x axis
 * @param yTitle label of the y axis
 * @param rows labels of the rows, from the top
 * @param perColumn units of the x axis that a column stands for; the first begins at 0
 * @param steps from the least; the last takes all that is left
 * @param values [rows][columns]
 */
public record HeatPlot(
    String xTitle,
    String yTitle,
    List<String> rows,
    int perColumn,
    List<Step> steps,
    List<double[]> values) {
  /**
   * Values of one colour.
   *
   * @param name what the legend calls it; empty if a title explains it
   * @param upTo the largest value of the step
   */
  public record Step(String name, double upTo, Color color) {}

  /** Height of all rows together in CSS pixels, and of one of them at most. */
  private static final int MOST_HEIGHT = 640;

  private static final int MOST_ROW_HEIGHT = 26;

  private static final int LEAST_HEIGHT = 64;

  /**
   * Most pixels between labels of the x axis: XChart gives no place on the y axis if the plot is
   * lower than that.
   */
  private static final int MOST_SPACING = 60;

  /** Draws it. */
  public XYChart draw(Canvas canvas) {
    int rowHeight = Math.max(4, Math.min(MOST_ROW_HEIGHT, MOST_HEIGHT / rows.size()));
    int height = Math.max(LEAST_HEIGHT, rows.size() * rowHeight);
    double right = (double) values.get(0).length * perColumn - 0.5;
    Plot plot =
        new Plot(canvas, canvas.pick(150, 260) + height, xTitle, yTitle)
            .range(-0.5, right, 0.5 - rows.size(), 0.5)
            .wholeX(x -> String.valueOf((int) x), canvas.width() - canvas.pick(110, 80))
            .wholeY(this::label, Math.max(rowHeight, 2 * canvas.fontSize()));
    XYStyler styler = plot.chart().getStyler();
    styler.setPlotGridLinesVisible(false).setLegendSeriesLineLength(14);
    styler.setXAxisTickMarkSpacingHint(
        Math.min(MOST_SPACING, styler.getXAxisTickMarkSpacingHint()));
    steps.stream()
        .filter(step -> !step.name().isEmpty())
        .forEach(step -> plot.key(step.name(), step.color()));
    // XChart labels only data's own places if these lie at equal distances; these do not.
    double[] ends = {-0.5, 0, right};
    plot.unnamed("ends", ends, new double[] {0.5, 0.5, 0.5}, Rule.Line.SOLID.look());
    plot.chart().addAnnotation(new Cells());
    return plot.chart();
  }

  private String label(double y) {
    int row = (int) -y;
    return row >= 0 && row < rows.size() ? rows.get(row) : "";
  }

  private Color color(double value) {
    for (Step step : steps) {
      if (value <= step.upTo()) {
        return step.color();
      }
    }
    return steps.get(steps.size() - 1).color();
  }

  /** The cells, painted at the pixels that the axes give them; neighbours alike in one piece. */
  private final class Cells extends Annotation {
    Cells() {
      super(false);
    }

    @Override
    public void paint(Graphics2D graphics) {
      for (int row = 0; row < values.size(); row++) {
        double[] line = values.get(row);
        int top = getYAxisScreenValue(0.5 - row);
        int height = getYAxisScreenValue(-0.5 - row) - top;
        int from = 0;
        for (int column = 1; column <= line.length; column++) {
          if (column == line.length || !color(line[column]).equals(color(line[from]))) {
            int left = left(from);
            graphics.setColor(color(line[from]));
            graphics.fillRect(left, top, left(column) - left, height);
            from = column;
          }
        }
      }
    }

    private int left(int column) {
      return getXAxisScreenValue((double) column * perColumn - 0.5);
    }
  }
}
