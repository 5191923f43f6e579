// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * An XY chart in the house style: white, quiet grid, legend below the plot where it hides no data.
 *
 * <p>Everything is an XY chart: XChart's category chart draws wrong error bars on logarithmic axes,
 * and its error bars are symmetric. Whiskers are therefore line series, broken by NaN.
 */
public final class Plot {
  private static final Color CLEAR = new Color(0, 0, 0, 0);

  private static final Look GRID = new Look(Palette.GRID, SeriesMarkers.NONE, new BasicStroke(1f));

  /** Room that the label of a power of two takes, in letter sizes. */
  private static final double LABEL_WIDTH = 3;

  private final Canvas canvas;
  private final XYChart chart;

  /**
   * @param height in CSS pixels
   * @param xTitle label of the x axis, with its unit
   * @param yTitle label of the y axis, with its unit
   */
  public Plot(Canvas canvas, int height, String xTitle, String yTitle) {
    this.canvas = canvas;
    this.chart =
        new XYChartBuilder()
            .width(canvas.width())
            .height(height)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style();
  }

  private void style() {
    XYStyler styler = chart.getStyler();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, canvas.fontSize());
    styler.setLocale(Locale.ROOT);
    styler.setBaseFont(font);
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTitleFont(font);
    styler.setLegendFont(font);
    styler.setChartTitleVisible(false);
    styler.setChartPadding(canvas.pick(10, 4));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(Palette.INK);
    styler.setAxisTickLabelsColor(Palette.INK);
    styler.setAxisTickMarksColor(Palette.INK);
    styler.setXAxisTitleColor(Palette.INK);
    styler.setYAxisTitleColor(Palette.INK);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(true);
    styler.setPlotBorderColor(Palette.GRID);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1.0);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(canvas.pick(LegendLayout.Horizontal, LegendLayout.Vertical));
    styler.setLegendBorderColor(CLEAR);
    styler.setLegendBackgroundColor(CLEAR);
    styler.setLegendSeriesLineLength(canvas.pick(28, 20));
    styler.setLegendPadding(canvas.pick(12, 6));
    styler.setAxisTickPadding(canvas.pick(7, 5));
    styler.setMarkerSize(canvas.pick(10, 8));
    styler.setAntiAlias(true);
  }

  /** The chart, for settings that only one chart needs. */
  public XYChart chart() {
    return chart;
  }

  /** Fixes both axes. */
  public Plot range(double xMin, double xMax, double yMin, double yMax) {
    chart.getStyler().setXAxisMin(xMin).setXAxisMax(xMax).setYAxisMin(yMin).setYAxisMax(yMax);
    return this;
  }

  /**
   * Labels the x axis, which holds log2 of its values, at powers of two: every one, or as many as
   * there is room for. Call it after {@link #range}.
   *
   * @param plotWidth pixels between the ends of the axis, roughly
   */
  public Plot powersOfTwoX(int plotWidth) {
    return wholeX(
        x -> BigDecimal.valueOf(Math.pow(2, x)).stripTrailingZeros().toPlainString(), plotWidth);
  }

  /**
   * Labels the x axis at whole numbers only; an empty label is none. Call it after {@link #range}.
   *
   * @param plotWidth pixels between the ends of the axis, roughly
   */
  public Plot wholeX(DoubleFunction<String> label, int plotWidth) {
    XYStyler styler = chart.getStyler();
    double spacing = plotWidth / (styler.getXAxisMax() - styler.getXAxisMin());
    double every = Math.ceil(LABEL_WIDTH * canvas.fontSize() / spacing);
    styler.setXAxisTickMarkSpacingHint((int) (spacing * every));
    styler.setXAxisTickLabelsFormattingFunction(x -> atWhole(x, label));
    return this;
  }

  /** Labels the y axis at whole numbers only; an empty label is none. */
  public Plot wholeY(DoubleFunction<String> label, int pixels) {
    chart.getStyler().setYAxisTickMarkSpacingHint(pixels);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(y -> atWhole(y, label));
    return this;
  }

  /**
   * Makes the y axis logarithmic: series hold {@code log10} of their values. Call it after {@link
   * #range} and before any series, so that grid lines lie below them.
   *
   * @param plotHeight pixels between the ends of the axis, roughly
   */
  public Plot logY(int plotHeight) {
    XYStyler styler = chart.getStyler();
    styler.setPlotGridHorizontalLinesVisible(false).setAxisTicksMarksVisible(false);
    double low = styler.getYAxisMin();
    double high = styler.getYAxisMax();
    styler.setYAxisTickMarkSpacingHint((int) (0.9 * plotHeight * LogLabels.STEP / (high - low)));
    styler.setYAxisTickLabelsFormattingFunction(LogLabels::at);
    double[] ends = {styler.getXAxisMin(), styler.getXAxisMax()};
    for (double line : LogLabels.grid(low, high)) {
      unnamed("y grid " + line, ends, new double[] {line, line}, GRID);
    }
    return this;
  }

  private static String atWhole(double value, DoubleFunction<String> label) {
    boolean whole = Math.abs(value - Math.rint(value)) < 1e-6;
    String text = whole ? label.apply(Math.rint(value)) : "";
    return text.isEmpty() ? TickLabels.blank(value) : TickLabels.shown(text);
  }

  /** A line with markers. */
  public Plot line(String name, double[] x, double[] y, Look look) {
    series(name, x, y, look, look.marker()).setShowInLegend(true);
    return this;
  }

  /** Markers without a line. */
  public Plot points(String name, double[] x, double[] y, Look look) {
    XYSeries series = series(name, x, y, look, look.marker());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    return this;
  }

  /** Markers without a line that labels explain: out of the legend. */
  public Plot unnamedPoints(String name, double[] x, double[] y, Look look) {
    XYSeries series = series(name, x, y, look, look.marker());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setShowInLegend(false);
    return this;
  }

  /** A line without markers. */
  public Plot rule(String name, double[] x, double[] y, Look look) {
    series(name, x, y, look, SeriesMarkers.NONE);
    return this;
  }

  /** Lines that explain nothing by themselves and stay out of the legend, such as whiskers. */
  public Plot unnamed(String name, double[] x, double[] y, Look look) {
    series(name, x, y, look, SeriesMarkers.NONE).setShowInLegend(false);
    return this;
  }

  /**
   * Separate straight lines of one look, out of the legend.
   *
   * @param lines each {@code {x0, x1, y0, y1}}
   */
  public Plot segments(String name, List<double[]> lines, Look look) {
    double[] x = new double[3 * lines.size()];
    double[] y = new double[3 * lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      double[] line = lines.get(i);
      x[3 * i] = line[0];
      x[3 * i + 1] = line[1];
      x[3 * i + 2] = line[1];
      y[3 * i] = line[2];
      y[3 * i + 1] = line[3];
      y[3 * i + 2] = Double.NaN;
    }
    return unnamed(name, x, y, look);
  }

  /** Writes a text centred at a point of the plot. */
  public Plot label(double x, double y, String text) {
    chart
        .getStyler()
        .setAnnotationTextFont(chart.getStyler().getAxisTickLabelsFont())
        .setAnnotationTextFontColor(chart.getStyler().getAxisTickLabelsColor());
    chart.addAnnotation(new AnnotationText(text, x, y, false));
    return this;
  }

  /** A legend entry for bars of a colour: a square that is drawn nowhere in the plot. */
  public Plot key(String name, Color color) {
    double[] x = {chart.getStyler().getXAxisMin()};
    double[] y = {Double.NaN};
    Look look = new Look(color, SeriesMarkers.SQUARE, new BasicStroke(1f));
    return points(name, x, y, look);
  }

  /** A legend entry for lines that were drawn as {@link #segments}. */
  public Plot lineKey(String name, Look look) {
    double[] x = {chart.getStyler().getXAxisMin()};
    double[] y = {Double.NaN};
    return rule(name, x, y, look);
  }

  /** A filled band between two horizontal lines, out of the legend. */
  public Plot band(String name, double x0, double x1, double low, double high, Color color) {
    double[] x = {x0, x1, x1, x0};
    double[] y = {high, high, low, low};
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE).setLineColor(CLEAR);
    series.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 40));
    series.setShowInLegend(false);
    return this;
  }

  private XYSeries series(String name, double[] x, double[] y, Look look, Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(look.color());
    series.setLineStyle(look.stroke());
    series.setMarkerColor(look.color());
    series.setMarker(marker);
    return series;
  }
}
