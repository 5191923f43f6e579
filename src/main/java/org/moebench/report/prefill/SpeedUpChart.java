// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.chart.Plot;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/** Speed-up of each strategy's best cell over per-expert, with intervals, for all formats. */
final class SpeedUpChart implements PrefillChart {
  static final String SECTION = "speed-up";

  /** Distance between the strategies of one format, in rows. */
  private static final double DODGE = 0.22;

  /** From the top of a format's row to its bottom. */
  private static final List<Strategy> SHOWN =
      List.of(Strategy.GROUPED, Strategy.PAD_COMPUTE, Strategy.PAD_SKIP);

  private record Dot(String format, Strategy strategy, String name, Estimate speedUp) {}

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Figure> figures(PrefillCells cells) {
    List<Dot> dots = dots(cells);
    if (dots.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Figure(
            "speed-up",
            "Speed-up over per-expert, 95% intervals; pad-and-clip at its best threshold",
            alt(dots),
            "speedups.csv",
            canvas -> draw(dots, canvas)));
  }

  private static List<Dot> dots(PrefillCells cells) {
    List<Dot> dots = new ArrayList<>();
    for (String format : cells.formats()) {
      cells
          .best(format, Strategy.PER_EXPERT)
          .ifPresent(
              base ->
                  cells.bestOfEach(format).stream()
                      .filter(cell -> !cell.equals(base))
                      .map(cell -> dot(cells, cell))
                      .filter(dot -> Double.isFinite(dot.speedUp().value()))
                      .forEach(dots::add));
    }
    return dots;
  }

  private static Dot dot(PrefillCells cells, CellResult cell) {
    Estimate speedUp = ResultsSection.speedUp(cells, cell);
    Strategy strategy = Strategy.of(cell.variant()).orElseThrow();
    return new Dot(cell.format(), strategy, PrefillCells.name(cell), speedUp);
  }

  private static String alt(List<Dot> dots) {
    StringBuilder text = new StringBuilder("Speed-up over per-expert.");
    for (Dot dot : dots) {
      Estimate e = dot.speedUp();
      text.append(' ').append(dot.format()).append(' ').append(dot.name());
      text.append(": ").append(times(e.value(), e.low(), e.high())).append('.');
    }
    return text.toString();
  }

  private static XYChart draw(List<Dot> dots, Canvas canvas) {
    List<String> formats = dots.stream().map(Dot::format).distinct().toList();
    int rows = formats.size();
    double low = 1;
    double high = 1;
    for (Dot dot : dots) {
      low = Math.min(low, end(dot.speedUp().low(), dot.speedUp().value()));
      high = Math.max(high, end(dot.speedUp().high(), dot.speedUp().value()));
    }
    double room = Math.max(0.02, 0.06 * (high - low));
    int rowHeight = canvas.pick(64, 56);
    Plot plot =
        new Plot(
                canvas,
                canvas.pick(140, 190) + rows * rowHeight,
                "speed-up over per-expert (×)",
                "weight format")
            .range(low - room, high + room, -0.5, rows - 0.5)
            .wholeY(y -> label(formats, y), rowHeight / 2);
    plot.chart()
        .getStyler()
        .setXAxisDecimalPattern("0.00")
        .setPlotGridHorizontalLinesVisible(false);
    plot.chart().getStyler().setAxisTicksMarksVisible(false);
    plot.chart().getStyler().setXAxisTickMarkSpacingHint(canvas.pick(90, 60));
    Look one =
        new Look(Palette.BLACK, SeriesMarkers.NONE, StrategyLook.of(Strategy.PER_EXPERT).stroke());
    plot.rule("per-expert (= 1)", new double[] {1, 1}, new double[] {-0.5, rows - 0.5}, one);
    for (Strategy strategy : SHOWN) {
      add(plot, strategy, dots.stream().filter(d -> d.strategy() == strategy).toList(), formats);
    }
    return plot.chart();
  }

  private static void add(Plot plot, Strategy strategy, List<Dot> dots, List<String> formats) {
    if (dots.isEmpty()) {
      return;
    }
    double shift = DODGE * (1 - SHOWN.indexOf(strategy));
    double top = formats.size() - 1 + shift;
    double[] x = dots.stream().mapToDouble(dot -> dot.speedUp().value()).toArray();
    double[] y = dots.stream().mapToDouble(dot -> top - formats.indexOf(dot.format())).toArray();
    List<double[]> whiskers = new ArrayList<>();
    for (int i = 0; i < dots.size(); i++) {
      Estimate e = dots.get(i).speedUp();
      whiskers.add(new double[] {end(e.low(), x[i]), end(e.high(), x[i]), y[i], y[i]});
    }
    Look look = StrategyLook.of(strategy);
    plot.segments(strategy.id() + " interval", whiskers, look.thin());
    plot.points(strategy.id(), x, y, look);
  }

  private static double end(double bound, double value) {
    return Double.isFinite(bound) ? bound : value;
  }

  private static String label(List<String> formats, double y) {
    int row = formats.size() - 1 - (int) y;
    return row >= 0 && row < formats.size() ? formats.get(row) : "";
  }
}
