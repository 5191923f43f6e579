// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Plot;
import org.moebench.report.decode.Ladder.Step;
import org.moebench.report.evidence.TimedCells;
import org.moebench.stats.Crossing;

/** Time of both kernels over rows per expert, a figure per projection, with their crossing. */
final class CrossoverChart {
  private static final String DECODE = "decode kernel";
  private static final String PREFILL = "prefill kernel";

  private CrossoverChart() {}

  static List<Figure> figures(DecodeRun run) {
    List<Figure> figures = new ArrayList<>();
    for (Ladder ladder : run.ladders()) {
      if (ladder.crossing().isPresent()) {
        figures.add(figure(run, ladder, ladder.crossing().get()));
      }
    }
    return figures;
  }

  private static Figure figure(DecodeRun run, Ladder ladder, Crossing crossing) {
    Projection projection = ladder.projection();
    String title =
        run.label(projection)
            + ": decode kernel no slower up to "
            + Phrases.crossing(crossing)
            + " rows per expert";
    String name = projection.format().toLowerCase(Locale.ROOT) + "-" + projection.shape();
    return new Figure(
        "crossover-" + name.replaceAll("[^a-z0-9]+", "-"),
        title,
        alt(title, ladder),
        "rows.csv",
        canvas -> draw(ladder, crossing, canvas));
  }

  private static String alt(String title, Ladder ladder) {
    StringBuilder text = new StringBuilder(title + ". Milliseconds per call.");
    for (Step step : ladder.steps()) {
      text.append(' ').append(Phrases.rows(step.rows())).append(": decode ");
      text.append(significant(step.decode().time().value()));
      step.prefill()
          .ifPresent(p -> text.append(", prefill ").append(significant(p.time().value())));
      text.append('.');
    }
    return text.toString();
  }

  private static XYChart draw(Ladder ladder, Crossing crossing, Canvas canvas) {
    int height = canvas.pick(340, 360);
    List<DecodeCell> decode = ladder.steps().stream().map(Step::decode).toList();
    List<DecodeCell> prefill =
        ladder.steps().stream().flatMap(step -> step.prefill().stream()).toList();
    double low = times(decode, prefill).min().orElse(1);
    double high = times(decode, prefill).max().orElse(1);
    double left = decode.stream().mapToDouble(CrossoverChart::log2).min().orElse(0) - 0.3;
    double right = decode.stream().mapToDouble(CrossoverChart::log2).max().orElse(0) + 0.3;
    Plot plot =
        new Plot(
                canvas,
                height,
                "rows per expert (log scale)",
                canvas.pick("time per call (ms, log scale)", "time per call (ms)"))
            .range(left, right, Math.log10(low) - 0.1, Math.log10(high) + 0.1)
            .powersOfTwoX(canvas.width() - 110)
            .logY(height - canvas.pick(130, 170));
    mark(plot, crossing);
    line(plot, DECODE, decode, Looks.DECODE);
    line(plot, PREFILL, prefill, Looks.PREFILL);
    return plot.chart();
  }

  private static DoubleStream times(List<DecodeCell> decode, List<DecodeCell> prefill) {
    return DoubleStream.concat(
        decode.stream().flatMapToDouble(cell -> DoubleStream.of(TimedCells.bounds(cell.result()))),
        prefill.stream()
            .flatMapToDouble(cell -> DoubleStream.of(TimedCells.bounds(cell.result()))));
  }

  /** A line where the kernels meet, and a band over its interval. */
  private static void mark(Plot plot, Crossing crossing) {
    double left = plot.chart().getStyler().getXAxisMin();
    double right = plot.chart().getStyler().getXAxisMax();
    double bottom = plot.chart().getStyler().getYAxisMin();
    double top = plot.chart().getStyler().getYAxisMax();
    if (crossing.hasInterval()) {
      double from = crossing.low() < 1 ? left : log2(crossing.low());
      double to = crossing.high() >= crossing.measuredTo() ? right : log2(crossing.high());
      plot.band("crossing, interval", from, Math.max(from, to), bottom, top, Looks.MARK.color());
    }
    boolean inside = crossing.decodeRows() > 0 && crossing.decodeRows() < crossing.measuredTo();
    if (inside) {
      double x = log2(crossing.decodeRows());
      String name = "crossing at " + Phrases.rows(crossing.decodeRows());
      plot.rule(name, new double[] {x, x}, new double[] {bottom, top}, Looks.MARK);
    }
  }

  private static void line(Plot plot, String name, List<DecodeCell> cells, Look look) {
    List<double[]> whiskers = new ArrayList<>();
    for (DecodeCell cell : cells) {
      double[] bounds = TimedCells.bounds(cell.result());
      double x = log2(cell);
      whiskers.add(new double[] {x, x, Math.log10(bounds[0]), Math.log10(bounds[1])});
    }
    plot.segments(name + " interval", whiskers, look.thin());
    plot.line(
        name,
        cells.stream().mapToDouble(CrossoverChart::log2).toArray(),
        cells.stream().mapToDouble(cell -> Math.log10(cell.time().value())).toArray(),
        look);
  }

  private static double log2(DecodeCell cell) {
    return log2(cell.rows());
  }

  private static double log2(double rows) {
    return Math.log(rows) / Math.log(2);
  }
}
