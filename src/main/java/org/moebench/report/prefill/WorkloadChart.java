// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.chart.Plot;

/** Rows per expert, hottest first, with the measured thresholds across. */
final class WorkloadChart implements PrefillChart {
  static final String SECTION = "workload";

  /** The axis begins below one row, so that experts with one row still show. */
  private static final double BOTTOM = Math.log10(0.5);

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Figure> figures(PrefillCells cells) {
    double[] sorted = sorted(cells);
    if (sorted.length == 0) {
      return List.of();
    }
    int idle = cells.set().workload().counts().size() - sorted.length;
    String alt =
        sorted.length
            + " active experts, from "
            + count((long) sorted[0])
            + " rows down to "
            + count((long) sorted[sorted.length - 1])
            + "; "
            + idle
            + " idle experts are not drawn.";
    return List.of(
        new Figure(
            "workload",
            "Rows per expert, hottest first (" + idle + " idle experts not drawn)",
            alt,
            "workload.csv",
            canvas -> draw(cells, sorted, canvas)));
  }

  /** Rows of active experts, descending. */
  private static double[] sorted(PrefillCells cells) {
    return cells.set().workload().counts().stream()
        .filter(rows -> rows > 0)
        .mapToDouble(rows -> -rows)
        .sorted()
        .map(rows -> -rows)
        .toArray();
  }

  private static XYChart draw(PrefillCells cells, double[] sorted, Canvas canvas) {
    int height = canvas.pick(380, 340);
    double right = cells.set().workload().counts().size() + 1;
    double top = Math.max(Math.log10(sorted[0]), 1) + 0.15;
    Plot plot =
        new Plot(canvas, height, "experts, hottest first", "rows (log scale)")
            .range(0, right, BOTTOM, top)
            .logY(height - canvas.pick(130, 150));
    plot.chart().getStyler().setXAxisDecimalPattern("0").setPlotGridVerticalLinesVisible(false);
    List<double[]> bars = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      bars.add(new double[] {i + 1, i + 1, BOTTOM, Math.log10(sorted[i])});
    }
    float width = (float) Math.max(1, 0.8 * (canvas.width() - 110) / right);
    plot.segments("bars", bars, Look.solid(Palette.BLUE, SeriesMarkers.NONE).wide(width));
    plot.key("rows of one expert", Palette.BLUE);
    thresholds(plot, cells, right, top);
    return plot.chart();
  }

  private static void thresholds(Plot plot, PrefillCells cells, double right, double top) {
    List<double[]> lines =
        cells.set().cells().stream()
            .mapToInt(PrefillCells::threshold)
            .distinct()
            .filter(t -> t > 0)
            .mapToDouble(Math::log10)
            .filter(y -> y < top)
            .mapToObj(y -> new double[] {0, right, y, y})
            .toList();
    if (!lines.isEmpty()) {
      Look look = Look.dashed(Palette.VERMILLION, SeriesMarkers.NONE, 6, 4);
      plot.segments("threshold lines", lines, look);
      plot.lineKey("pad thresholds measured", look);
    }
  }
}
