// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Canvas;
import org.moebench.report.chart.Figure;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.report.chart.Plot;
import org.moebench.report.evidence.Ceilings;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;

/** Useful rate against useful work per byte of weights, below the ceilings this run measured. */
final class RooflineChart implements PrefillChart {
  static final String SECTION = "roofline";

  private static final double LABEL_RISE = 0.07;
  private static final double LABEL_WIDTH = 0.6;

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Figure> figures(PrefillCells cells) {
    OptionalDouble fma = Ceilings.of(cells.set(), CeilingSample.FMA).median();
    OptionalDouble read = Ceilings.of(cells.set(), CeilingSample.READ).median();
    List<CellResult> points = points(cells);
    if (fma.isEmpty() || read.isEmpty() || points.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Figure(
            "roofline",
            "Ceilings measured in this run: "
                + significant(fma.getAsDouble())
                + " GFLOP/s and "
                + significant(read.getAsDouble())
                + " GB/s",
            alt(points, fma.getAsDouble(), read.getAsDouble()),
            "cells.csv",
            canvas -> draw(points, fma.getAsDouble(), read.getAsDouble(), canvas)));
  }

  private static List<CellResult> points(PrefillCells cells) {
    List<CellResult> points = new ArrayList<>();
    for (String format : cells.formats()) {
      cells.bestOfEach(format).stream()
          .filter(cell -> intensity(cell) > 0 && cell.gflopsUseful() > 0)
          .forEach(points::add);
    }
    return points;
  }

  /** Useful FLOP per byte of packed weights read; 0 if unknown. */
  static double intensity(CellResult cell) {
    boolean known = cell.gflopsUseful() != null && cell.weightBytes() != null;
    return known && cell.weightBytes() > 0
        ? cell.gflopsUseful() * cell.median() * 1e6 / cell.weightBytes()
        : 0;
  }

  private static String alt(List<CellResult> points, double fma, double read) {
    StringBuilder text = new StringBuilder();
    text.append("FMA ceiling ").append(significant(fma)).append(" GFLOP/s, read ceiling ");
    text.append(significant(read)).append(" GB/s.");
    for (CellResult cell : points) {
      text.append(' ').append(cell.format()).append(' ').append(PrefillCells.name(cell));
      text.append(": ").append(significant(cell.gflopsUseful())).append(" GFLOP/s at ");
      text.append(significant(intensity(cell))).append(" FLOP/byte.");
    }
    return text.toString();
  }

  /** x in powers of two, y in powers of ten, so that both axes have several labels. */
  private static XYChart draw(List<CellResult> points, double fma, double read, Canvas canvas) {
    int height = canvas.pick(460, 480);
    double left = log2(fma / read);
    double right = left;
    double bottom = Math.log10(fma);
    for (CellResult cell : points) {
      left = Math.min(left, log2(intensity(cell)));
      right = Math.max(right, log2(intensity(cell)));
      bottom = Math.min(bottom, Math.log10(cell.gflopsUseful()));
    }
    Plot plot =
        new Plot(
                canvas,
                height,
                "useful FLOP per byte of weights (log scale)",
                "useful GFLOP/s (log scale)")
            .range(left - 0.8, right + 0.8, bottom - 0.25, Math.log10(fma) + 0.18)
            .powersOfTwoX(canvas.width() - 110)
            .logY(height - canvas.pick(130, 230));
    roofs(plot, fma, read, bottom - 0.25);
    for (Strategy strategy : Strategy.values()) {
      add(plot, strategy, points.stream().filter(c -> c.variant().equals(strategy.id())).toList());
    }
    labels(points).forEach((x, text) -> plot.label(x, Math.log10(fma) + LABEL_RISE, text));
    return plot.chart();
  }

  /** Names of the formats above their points, by x; formats that read as much share a label. */
  private static Map<Double, String> labels(List<CellResult> points) {
    TreeMap<Double, TreeSet<String>> families = new TreeMap<>();
    for (CellResult cell : points) {
      if (!cell.variant().equals(Strategy.GROUPED.id())) {
        continue; // one label per format; the others lie near it, padding to its left
      }
      double x = log2(intensity(cell));
      Double near = families.floorKey(x + LABEL_WIDTH);
      boolean shared = near != null && near > x - LABEL_WIDTH;
      families
          .computeIfAbsent(shared ? near : x, key -> new TreeSet<>())
          .add(cell.format().split("_", 2)[0]);
    }
    Map<Double, String> labels = new LinkedHashMap<>();
    families.forEach((x, names) -> labels.put(x, String.join(" ", names)));
    return labels;
  }

  private static void roofs(Plot plot, double fma, double read, double bottom) {
    double ridge = log2(fma / read);
    double flat = Math.log10(fma);
    double left = plot.chart().getStyler().getXAxisMin();
    double right = plot.chart().getStyler().getXAxisMax();
    double foot = Math.max(left, log2(Math.pow(10, bottom) / read));
    Look roof = Look.solid(Palette.PURPLE, SeriesMarkers.NONE);
    Look slope = Look.dashed(Palette.ORANGE, SeriesMarkers.NONE, 12, 4, 3, 4);
    plot.rule("FMA ceiling", new double[] {ridge, right}, new double[] {flat, flat}, roof);
    plot.rule(
        "read ceiling",
        new double[] {foot, ridge},
        new double[] {Math.log10(read * Math.pow(2, foot)), flat},
        slope);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static void add(Plot plot, Strategy strategy, List<CellResult> cells) {
    if (!cells.isEmpty()) {
      plot.points(
          strategy.id(),
          cells.stream().mapToDouble(cell -> log2(intensity(cell))).toArray(),
          cells.stream().mapToDouble(cell -> Math.log10(cell.gflopsUseful())).toArray(),
          StrategyLook.of(strategy));
    }
  }
}
