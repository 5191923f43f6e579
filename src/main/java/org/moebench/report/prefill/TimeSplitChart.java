// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.significant;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.chart.Plot;

/** Stacked bars of where the time of a call goes. */
final class TimeSplitChart implements PrefillChart {
  static final String SECTION = "time";

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Figure> figures(PrefillCells cells) {
    List<TimeSplit> splits = splits(cells);
    if (splits.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Figure(
            "time-split",
            "Where the time of one call goes",
            alt(splits),
            "time-split.csv",
            canvas -> draw(splits, canvas)));
  }

  private static List<TimeSplit> splits(PrefillCells cells) {
    return cells.formats().stream().flatMap(f -> TimeSplit.of(cells, f).stream()).toList();
  }

  private static String alt(List<TimeSplit> splits) {
    StringBuilder text = new StringBuilder("Milliseconds per call.");
    for (TimeSplit split : splits) {
      text.append(' ').append(label(split)).append(':');
      bars(split).forEach((part, ms) -> text.append(' ' + part + ' ' + significant(ms) + ','));
      text.setCharAt(text.length() - 1, '.');
    }
    return text.toString();
  }

  /** The parts in stacking order; a negative rest is drawn as nothing. */
  private static Map<String, Double> bars(TimeSplit split) {
    Map<String, Double> bars = new LinkedHashMap<>();
    bars.put(TimeSplit.MULTIPLY, Math.max(0, split.rest()));
    bars.putAll(split.parts());
    return bars;
  }

  private static String label(TimeSplit split) {
    return split.cell().format() + " " + split.cell().variant();
  }

  private static XYChart draw(List<TimeSplit> splits, Canvas canvas) {
    int rows = splits.size();
    int rowHeight = canvas.pick(34, 30);
    Map<String, List<double[]>> segments = new LinkedHashMap<>();
    double longest = 0;
    for (int row = 0; row < rows; row++) {
      double y = rows - 1 - row;
      double start = 0;
      for (Map.Entry<String, Double> bar : bars(splits.get(row)).entrySet()) {
        double end = start + bar.getValue();
        segments
            .computeIfAbsent(bar.getKey(), key -> new ArrayList<>())
            .add(new double[] {start, end, y, y});
        start = end;
      }
      longest = Math.max(longest, start);
    }
    Plot plot =
        new Plot(
                canvas,
                canvas.pick(140, 190) + rows * rowHeight,
                "time per call (ms)",
                "format and strategy")
            .range(0, longest * 1.05, -0.6, rows - 0.4)
            .wholeY(y -> rowLabel(splits, y), rowHeight / 2);
    plot.chart().getStyler().setAxisTicksMarksVisible(false);
    plot.chart().getStyler().setXAxisTickMarkSpacingHint(canvas.pick(90, 60));
    plot.chart().getStyler().setPlotGridHorizontalLinesVisible(false);
    segments.forEach(
        (part, lines) -> {
          Look look = Look.solid(color(part), SeriesMarkers.NONE);
          plot.segments(part + " bars", lines, look.wide(rowHeight * 0.6f));
          plot.key(part, color(part));
        });
    return plot.chart();
  }

  private static Color color(String part) {
    return switch (part) {
      case TimeSplit.MULTIPLY -> Palette.SKY_BLUE;
      case TimeSplit.DEQUANTIZE -> Palette.VERMILLION;
      case TimeSplit.PACK -> Palette.GREEN;
      default -> Palette.BLACK;
    };
  }

  private static String rowLabel(List<TimeSplit> splits, double y) {
    int row = splits.size() - 1 - (int) y;
    return row >= 0 && row < splits.size() ? label(splits.get(row)) : "";
  }
}
