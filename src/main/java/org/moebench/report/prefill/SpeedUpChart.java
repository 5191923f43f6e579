// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.DotPlot;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/** Speed-up of each strategy's best cell over per-expert, with intervals, for all formats. */
final class SpeedUpChart implements PrefillChart {
  static final String SECTION = "speed-up";

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
    Look one =
        new Look(Palette.BLACK, SeriesMarkers.NONE, StrategyLook.of(Strategy.PER_EXPERT).stroke());
    return new DotPlot(
            "speed-up over per-expert (×)",
            "weight format",
            dots.stream().map(Dot::format).distinct().toList(),
            SHOWN.stream().map(s -> new DotPlot.Series(s.id(), StrategyLook.of(s))).toList(),
            List.of(new DotPlot.Rule("per-expert (= 1)", 1, one)),
            dots.stream()
                .map(dot -> new DotPlot.Dot(dot.format(), dot.strategy().id(), dot.speedUp()))
                .toList())
        .draw(canvas);
  }
}
