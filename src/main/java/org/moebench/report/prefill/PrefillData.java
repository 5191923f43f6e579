// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.List;
import java.util.Map;
import org.moebench.report.document.CsvTable;
import org.moebench.report.evidence.RawTables;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;

/** The CSV files of a prefill report. */
final class PrefillData {
  private PrefillData() {}

  static List<CsvTable> of(PrefillCells cells, List<PrefillVerdict> verdicts) {
    ResultSet set = cells.set();
    return List.of(
        verdicts(verdicts),
        cells(set),
        RawTables.samples(set),
        speedUps(cells),
        costs(cells),
        breakEvens(cells),
        timeSplits(cells),
        RawTables.ceilings(set),
        workload(set),
        formats(set));
  }

  private static CsvTable verdicts(List<PrefillVerdict> verdicts) {
    CsvTable csv =
        new CsvTable(
            "verdicts.csv",
            "format",
            "outcome",
            "fastest",
            "tied_with",
            "speedup_over_per_expert",
            "low",
            "high",
            "level",
            "pad_compute_pays",
            "pad_compute_thresholds",
            "pad_skip_pays",
            "pad_skip_thresholds");
    for (PrefillVerdict v : verdicts) {
      String tied = String.join(" ", v.tied().stream().map(CellResult::id).toList());
      csv.add(
          v.format(),
          v.outcome(),
          v.winner() == null ? null : v.winner().id(),
          tied,
          v.speedUp().value(),
          v.speedUp().low(),
          v.speedUp().high(),
          v.level(),
          v.sweep(Strategy.PAD_COMPUTE).map(Thresholds::pays).orElse(null),
          v.sweep(Strategy.PAD_COMPUTE).map(Thresholds::range).orElse(null),
          v.sweep(Strategy.PAD_SKIP).map(Thresholds::pays).orElse(null),
          v.sweep(Strategy.PAD_SKIP).map(Thresholds::range).orElse(null));
    }
    return csv;
  }

  private static CsvTable cells(ResultSet set) {
    CsvTable csv =
        new CsvTable(
            "cells.csv",
            "id",
            "operation",
            "variant",
            "format",
            "threshold",
            "status",
            "reason",
            "unit",
            "median",
            "low",
            "high",
            "launches",
            "rows_useful",
            "rows_executed",
            "weight_bytes",
            "gflops_useful",
            "flop_per_weight_byte",
            "ceiling",
            "ceiling_share");
    for (CellResult c : set.cells()) {
      int threshold = PrefillCells.threshold(c);
      double intensity = RooflineChart.intensity(c);
      csv.add(
          c.id(),
          c.operation(),
          c.variant(),
          c.format(),
          threshold == 0 ? null : threshold,
          c.status(),
          c.reason(),
          c.unit(),
          c.median(),
          c.low(),
          c.high(),
          c.launches(),
          c.rowsUseful(),
          c.rowsExecuted(),
          c.weightBytes(),
          c.gflopsUseful(),
          intensity == 0 ? null : intensity,
          c.ceiling(),
          c.ceilingShare());
    }
    return csv;
  }

  private static CsvTable speedUps(PrefillCells cells) {
    CsvTable csv =
        new CsvTable("speedups.csv", "format", "variant", "threshold", "speedup", "low", "high");
    for (String format : cells.formats()) {
      for (CellResult cell : cells.passed(format)) {
        Estimate e = ResultsSection.speedUp(cells, cell);
        int threshold = PrefillCells.threshold(cell);
        csv.add(
            format,
            cell.variant(),
            threshold == 0 ? null : threshold,
            e.value(),
            e.low(),
            e.high());
      }
    }
    return csv;
  }

  private static CsvTable costs(PrefillCells cells) {
    CsvTable csv =
        new CsvTable(
            "cost-model.csv",
            "format",
            "cost_of",
            "unit",
            "value",
            "standard_error",
            "doubt",
            "r_squared",
            "rms_relative_residual",
            "cells");
    for (String format : cells.formats()) {
      CostModel.of(cells, format)
          .ifPresent(
              model ->
                  model
                      .costs()
                      .forEach(
                          cost ->
                              csv.add(
                                  format,
                                  cost.what(),
                                  cost.unit(),
                                  cost.value(),
                                  cost.standardError(),
                                  cost.doubt(),
                                  model.fit().rSquared(),
                                  model.fit().rmsRelativeResidual(),
                                  model.cells().size())));
    }
    return csv;
  }

  private static CsvTable breakEvens(PrefillCells cells) {
    CsvTable csv =
        new CsvTable(
            "break-even.csv",
            "format",
            "variant",
            "threshold",
            "extra_us_per_launch",
            "low",
            "high",
            "empty_launch_us");
    Double now = TimeSplit.emptyLaunch(cells).orElse(null);
    for (String format : cells.formats()) {
      for (Strategy strategy : List.of(Strategy.PAD_COMPUTE, Strategy.PAD_SKIP)) {
        cells
            .best(format, Strategy.PER_EXPERT)
            .flatMap(base -> BreakEven.of(base, cells.passed(format, strategy)))
            .ifPresent(
                point ->
                    csv.add(
                        format,
                        strategy.id(),
                        PrefillCells.threshold(point.padded()),
                        point.extra(),
                        point.low(),
                        point.high(),
                        now));
      }
    }
    return csv;
  }

  private static CsvTable timeSplits(PrefillCells cells) {
    CsvTable csv = new CsvTable("time-split.csv", "format", "variant", "part", "ms");
    for (String format : cells.formats()) {
      for (TimeSplit split : TimeSplit.of(cells, format)) {
        for (Map.Entry<String, Double> part : split.parts().entrySet()) {
          csv.add(format, split.cell().variant(), part.getKey(), part.getValue());
        }
        csv.add(format, split.cell().variant(), TimeSplit.MULTIPLY, split.rest());
      }
    }
    return csv;
  }

  private static CsvTable workload(ResultSet set) {
    CsvTable csv = new CsvTable("workload.csv", "expert", "rows");
    List<Integer> counts = set.workload().counts();
    for (int expert = 0; expert < counts.size(); expert++) {
      csv.add(expert, counts.get(expert));
    }
    return csv;
  }

  private static CsvTable formats(ResultSet set) {
    CsvTable csv =
        new CsvTable(
            "formats.csv", "format", "bits_per_weight", "packed_bytes", "relative_rms_error");
    set.formats()
        .forEach(f -> csv.add(f.name(), f.bitsPerWeight(), f.packedBytes(), f.relativeRmsError()));
    return csv;
  }
}
