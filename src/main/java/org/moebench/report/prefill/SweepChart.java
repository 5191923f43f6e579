// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Plot;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;

/** Time against pad threshold, one figure per format, with the strategies that have none. */
final class SweepChart implements PrefillChart {
  static final String SECTION = "sweep";

  /** From this ratio of largest to smallest time on, the time axis is logarithmic. */
  private static final double LOG_FROM = 4;

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Figure> figures(PrefillCells cells) {
    List<Figure> figures = new ArrayList<>();
    for (String format : cells.formats()) {
      if (sweeps(cells, format).findAny().isPresent()) {
        figures.add(
            new Figure(
                "sweep-" + format.toLowerCase(Locale.ROOT),
                format + ": time of one call against the pad threshold T",
                alt(cells, format),
                "cells.csv",
                canvas -> draw(cells, format, canvas)));
      }
    }
    return figures;
  }

  private static Stream<CellResult> sweeps(PrefillCells cells, String format) {
    return Stream.of(Strategy.PAD_COMPUTE, Strategy.PAD_SKIP)
        .flatMap(strategy -> cells.passed(format, strategy).stream())
        .filter(cell -> PrefillCells.threshold(cell) > 0);
  }

  private static String alt(PrefillCells cells, String format) {
    StringBuilder text = new StringBuilder(format + ", milliseconds per call.");
    for (Strategy strategy : Strategy.values()) {
      for (CellResult cell : cells.passed(format, strategy)) {
        text.append(' ').append(PrefillCells.name(cell)).append(": ");
        text.append(significant(cell.median())).append('.');
      }
    }
    return text.toString();
  }

  private static XYChart draw(PrefillCells cells, String format, Canvas canvas) {
    int height = canvas.pick(440, 420);
    double[] ends = thresholdRange(cells, format);
    double[] times = timeRange(cells.passed(format));
    boolean log = times[1] / times[0] >= LOG_FROM;
    DoubleUnaryOperator scale = log ? Math::log10 : DoubleUnaryOperator.identity();
    double low = scale.applyAsDouble(times[0]);
    double high = scale.applyAsDouble(times[1]);
    double room = 0.08 * (high - low);
    Plot plot =
        new Plot(canvas, height, "pad threshold T (rows per expert, log scale)", yTitle(log))
            .range(ends[0], ends[1], low - room, high + room)
            .powersOfTwoX(canvas.width() - 110);
    if (log) {
      plot.logY(height - canvas.pick(130, 190));
    }
    for (Strategy strategy : Strategy.values()) {
      List<CellResult> sweep = cells.passed(format, strategy);
      if (!sweep.isEmpty() && strategy.padded()) {
        sweepLine(plot, strategy, sweep, scale);
      } else if (!sweep.isEmpty()) {
        reference(plot, strategy, sweep.get(0), ends, scale);
      }
    }
    return plot.chart();
  }

  private static String yTitle(boolean log) {
    return log ? "time per call (ms, log scale)" : "time per call (ms)";
  }

  private static void sweepLine(
      Plot plot, Strategy strategy, List<CellResult> sweep, DoubleUnaryOperator scale) {
    Look look = StrategyLook.of(strategy);
    double[] x = sweep.stream().mapToDouble(SweepChart::log2).toArray();
    double[] y = sweep.stream().mapToDouble(c -> scale.applyAsDouble(c.median())).toArray();
    plot.line(strategy.id(), x, y, look);
    List<double[]> whiskers = new ArrayList<>();
    for (CellResult cell : sweep) {
      double[] bounds = TimedCells.bounds(cell);
      double position = log2(cell);
      whiskers.add(
          new double[] {
            position, position, scale.applyAsDouble(bounds[0]), scale.applyAsDouble(bounds[1])
          });
    }
    plot.segments(strategy.id() + " interval", whiskers, look.thin());
  }

  private static void reference(
      Plot plot, Strategy strategy, CellResult cell, double[] ends, DoubleUnaryOperator scale) {
    Look look = StrategyLook.of(strategy);
    double y = scale.applyAsDouble(cell.median());
    double[] bounds = TimedCells.bounds(cell);
    plot.band(
        strategy.id() + " interval",
        ends[0],
        ends[1],
        scale.applyAsDouble(bounds[0]),
        scale.applyAsDouble(bounds[1]),
        look.color());
    plot.rule(strategy.id(), ends, new double[] {y, y}, look);
  }

  private static double[] thresholdRange(PrefillCells cells, String format) {
    double low = sweeps(cells, format).mapToDouble(SweepChart::log2).min().orElse(0);
    double high = sweeps(cells, format).mapToDouble(SweepChart::log2).max().orElse(1);
    return new double[] {Math.floor(low) - 0.35, Math.ceil(high) + 0.35};
  }

  private static double[] timeRange(List<CellResult> cells) {
    double low = bounds(cells).min().orElse(1);
    double high = bounds(cells).max().orElse(2);
    return high > low ? new double[] {low, high} : new double[] {low * 0.9, high * 1.1};
  }

  private static DoubleStream bounds(List<CellResult> cells) {
    return cells.stream().flatMapToDouble(cell -> DoubleStream.of(TimedCells.bounds(cell)));
  }

  private static double log2(CellResult cell) {
    return Math.log(PrefillCells.threshold(cell)) / Math.log(2);
  }
}
