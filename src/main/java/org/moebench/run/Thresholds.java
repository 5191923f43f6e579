// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moebench.moe.Crossover;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Crossing;

/**
 * Up to how many rows of an expert the decode kernel was no slower than the prefill kernel, for
 * every format and shape of a run that was measured at enough numbers of rows.
 *
 * @param found thresholds in the order of the cells
 * @param leftOut formats and shapes without one and why, one line each
 */
public record Thresholds(List<Threshold> found, List<String> leftOut) {
  /**
   * The threshold of a format and shape.
   *
   * @param format weight format
   * @param shape sizes of the projection
   * @param crossing rows, with their interval over rounds
   */
  public record Threshold(QuantFormat format, ProjectionShape shape, Crossing crossing) {
    /** What the dispatcher goes by. */
    public Crossover crossover() {
      return new Crossover(
          format, shape.n(), shape.k(), crossing.decodeRows(), crossing.measuredTo());
    }
  }

  private record Key(QuantFormat format, ProjectionShape shape) {
    @Override
    public String toString() {
      return "%-10s %-10s".formatted(format, shape);
    }
  }

  /** The thresholds of a run, finished or stopped early. */
  public static Thresholds of(ResultSet results) {
    Map<Key, List<CellResult>> groups = new LinkedHashMap<>();
    for (CellResult cell : results.cells()) {
      if (DecodeCells.DISTINCT.equals(cell.workload())
          && cell.operation().equals(DecodeCells.DECODE)) {
        groups.computeIfAbsent(key(cell), key -> new ArrayList<>()).add(cell);
      }
    }
    List<Threshold> found = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    groups.forEach((key, cells) -> add(key, cells, found, leftOut));
    return new Thresholds(List.copyOf(found), List.copyOf(leftOut));
  }

  private static Key key(CellResult cell) {
    return new Key(
        QuantFormat.of(cell.format()), new ProjectionShape(number(cell, "n"), number(cell, "k")));
  }

  private static int number(CellResult cell, String setting) {
    return Integer.parseInt(cell.params().get(setting));
  }

  private static void add(
      Key key, List<CellResult> cells, List<Threshold> found, List<String> leftOut) {
    List<CellResult> measured =
        cells.stream()
            .filter(cell -> cell.status() == Status.PASSED)
            .sorted(Comparator.comparingInt(Thresholds::rows))
            .toList();
    if (measured.size() < Crossing.LEAST_SETTINGS) {
      leftOut.add(
          "%s left out: measured at %d of %d numbers of rows, %d are needed"
              .formatted(key, measured.size(), cells.size(), Crossing.LEAST_SETTINGS));
      return;
    }
    Crossing crossing = crossing(measured);
    int fewest = rows(measured.get(0));
    if (crossing.decodeRows() < fewest && fewest > 1) {
      leftOut.add(
          "%s left out: the prefill kernel was faster already at %d rows, the fewest measured"
              .formatted(key, fewest));
      return;
    }
    found.add(new Threshold(key.format(), key.shape(), crossing));
  }

  private static int rows(CellResult cell) {
    return number(cell, "rows");
  }

  private static Crossing crossing(List<CellResult> cells) {
    double[] rows = cells.stream().mapToDouble(Thresholds::rows).toArray();
    int[] rounds =
        cells.stream()
            .flatMap(cell -> cell.forks().stream())
            .mapToInt(ForkSample::round)
            .distinct()
            .toArray();
    double[][] logRatios = new double[rounds.length][];
    for (int i = 0; i < rounds.length; i++) {
      int round = rounds[i];
      logRatios[i] = cells.stream().mapToDouble(cell -> logRatio(cell, round)).toArray();
    }
    return Crossing.of(rows, logRatios);
  }

  /** Logarithm of the prefill kernel's time over the decode kernel's; NaN if not in that round. */
  private static double logRatio(CellResult cell, int round) {
    return cell.forks().stream()
        .filter(fork -> fork.round() == round && fork.beside() != null)
        .filter(fork -> fork.beside().variant().equals(DispatchStrategy.ALWAYS_PREFILL.id()))
        .mapToDouble(fork -> Math.log(fork.beside().ratio()))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** What the dispatcher goes by, in the order of the cells. */
  public List<Crossover> crossovers() {
    return found.stream().map(Threshold::crossover).toList();
  }

  /** The thresholds and what has none, as a table for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("decode kernel up to so many rows per expert");
    lines.add("  format     N x K         rows  95% interval  measured to");
    for (Threshold threshold : found) {
      Crossing crossing = threshold.crossing();
      lines.add(
          "  %-10s %-10s %7d  %-12s  %d"
              .formatted(
                  threshold.format(),
                  threshold.shape(),
                  crossing.decodeRows(),
                  interval(crossing),
                  crossing.measuredTo()));
    }
    leftOut.forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static String interval(Crossing crossing) {
    return crossing.hasInterval()
        ? String.format(Locale.ROOT, "%.0f to %.0f", crossing.low(), crossing.high())
        : "unknown";
  }
}
