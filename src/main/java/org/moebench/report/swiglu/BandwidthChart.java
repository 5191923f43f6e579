// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.chart.Plot;

/** Share of the read ceiling over concurrency: a figure per model, a line per format. */
final class BandwidthChart {
  private BandwidthChart() {}

  static List<Figure> figures(SwigluCells cells) {
    List<Bandwidth> all =
        Bandwidth.of(cells).stream().filter(b -> Double.isFinite(b.readShare())).toList();
    List<Figure> figures = new ArrayList<>();
    for (String model : cells.models()) {
      List<Bandwidth> fastest =
          Bandwidth.fastest(all).stream()
              .filter(b -> b.cell().setting().model().equals(model))
              .toList();
      if (fastest.stream().map(b -> b.cell().concurrency()).distinct().count() > 1) {
        String title = model + ": share of the read ceiling, fastest variant at each concurrency";
        figures.add(
            new Figure(
                RatioChart.fileName("bandwidth", model),
                title,
                alt(title, fastest),
                "bandwidth.csv",
                canvas -> draw(cells, fastest, canvas)));
      }
    }
    return figures;
  }

  private static String alt(String title, List<Bandwidth> points) {
    StringBuilder text = new StringBuilder(title + ".");
    for (Bandwidth b : points) {
      text.append(' ').append(b.cell().setting().format()).append(" B=");
      text.append(b.cell().concurrency()).append(": ");
      text.append(percent(b.readShare(), 0)).append(" (").append(b.cell().variant()).append(").");
    }
    return text.toString();
  }

  private static XYChart draw(SwigluCells cells, List<Bandwidth> points, Canvas canvas) {
    double[] x = points.stream().mapToDouble(BandwidthChart::log2).sorted().toArray();
    double most = points.stream().mapToDouble(Bandwidth::readShare).max().orElse(1);
    double room = 0.2 + 0.05 * (x[x.length - 1] - x[0]);
    double left = x[0] - room;
    double right = x[x.length - 1] + room;
    Plot plot =
        new Plot(
                canvas,
                canvas.pick(400, 420),
                "concurrency B (log scale)",
                "share of read ceiling (%)")
            .range(left, right, 0, Math.max(110, 105 * most))
            .powersOfTwoX(canvas.width() - 110);
    plot.chart().getStyler().setYAxisDecimalPattern("0");
    Look ceiling = Look.solid(Palette.INK, SeriesMarkers.NONE);
    plot.rule("read ceiling", new double[] {left, right}, new double[] {100, 100}, ceiling);
    for (String format : points.stream().map(BandwidthChart::format).distinct().toList()) {
      List<Bandwidth> line = points.stream().filter(b -> format(b).equals(format)).toList();
      plot.line(
          format,
          line.stream().mapToDouble(BandwidthChart::log2).toArray(),
          line.stream().mapToDouble(b -> 100 * b.readShare()).toArray(),
          FormatLook.of(cells, format));
    }
    return plot.chart();
  }

  private static String format(Bandwidth b) {
    return b.cell().setting().format();
  }

  private static double log2(Bandwidth b) {
    return Math.log(b.cell().concurrency()) / Math.log(2);
  }
}
