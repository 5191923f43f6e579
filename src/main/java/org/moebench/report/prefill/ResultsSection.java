// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/** The table strategy × format. */
final class ResultsSection {
  private static final List<Column> COLUMNS =
      List.of(
          text("format"),
          text("strategy"),
          number("ms"),
          text("95% interval"),
          number("speed-up"),
          text("95% interval"),
          number("launches"),
          number("rows asked"),
          number("rows executed"),
          number("useful GFLOP/s"),
          number("share of ceiling"));

  private ResultsSection() {}

  static Section of(PrefillCells cells, List<PrefillVerdict> verdicts) {
    List<Row> rows = new ArrayList<>();
    for (PrefillVerdict verdict : verdicts) {
      for (CellResult cell : cells.all(verdict.format())) {
        rows.add(row(cells, cell, verdict));
      }
    }
    return new Section(
        "results",
        "Results",
        List.of(
            new Block.Paragraph(
                "Median time of one call over forks. Speed-up is the time of per-expert divided by"
                    + " the time of the strategy, paired within rounds: above 1 is faster. Useful"
                    + " GFLOP/s count the rows asked for, never padding."),
            new Block.Table("Strategy × format", COLUMNS, rows, "cells.csv")));
  }

  private static Row row(PrefillCells cells, CellResult cell, PrefillVerdict verdict) {
    List<String> values =
        new ArrayList<>(List.of(cell.format(), PrefillCells.name(cell).replace(" at ", " ")));
    if (!TimedCells.isTimed(cell)) {
      values.add(cell.status() + ": " + cell.reason());
      Tone tone = cell.status() == Status.FAILED ? Tone.BAD : Tone.WARN;
      return new Row(tone, cell.format(), values);
    }
    Estimate speedUp = speedUp(cells, cell);
    values.add(significant(cell.median()));
    values.add(interval(bound(cell.low()), bound(cell.high())));
    values.add(times(speedUp.value()));
    values.add(interval(speedUp.low(), speedUp.high(), 2));
    values.add(count(cell.launches()));
    values.add(count(cell.rowsUseful()));
    values.add(count(cell.rowsExecuted()));
    values.add(significant(bound(cell.gflopsUseful())));
    values.add(fixed(bound(cell.ceilingShare()), 2));
    boolean winner =
        cell.equals(verdict.winner()) && verdict.outcome() == PrefillVerdict.Outcome.BEST;
    return new Row(winner ? Tone.GOOD : Tone.PLAIN, cell.format(), values);
  }

  /** The best cell of each strategy, in few columns. */
  static Block.Table brief(PrefillCells cells, List<PrefillVerdict> verdicts) {
    List<Row> rows = new ArrayList<>();
    for (PrefillVerdict verdict : verdicts) {
      for (CellResult cell : cells.bestOfEach(verdict.format())) {
        Row full = row(cells, cell, verdict);
        List<String> v = full.cells();
        List<String> values =
            List.of(
                v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), v.get(5), v.get(6), v.get(10));
        rows.add(new Row(full.tone(), full.group(), values));
      }
    }
    List<Column> columns = new ArrayList<>(COLUMNS.subList(0, 7));
    columns.add(number("of ceiling"));
    return new Block.Table("Best of each strategy", columns, rows, null);
  }

  /** Speed-up over per-expert; unknown without it, and exactly 1 for per-expert itself. */
  static Estimate speedUp(PrefillCells cells, CellResult cell) {
    if (cell.variant().equals(Strategy.PER_EXPERT.id())) {
      return new Estimate(1, Double.NaN, Double.NaN);
    }
    Optional<CellResult> base = cells.best(cell.format(), Strategy.PER_EXPERT);
    Comparer comparer = Comparer.of(cells.passed(cell.format()), Intervals.LEVEL);
    return base.map(b -> comparer.compare(b, cell).speedUp())
        .orElse(new Estimate(Double.NaN, Double.NaN, Double.NaN));
  }

  private static double bound(Double value) {
    return value == null ? Double.NaN : value;
  }
}
