// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.List;
import java.util.Map;
import org.moebench.report.document.CsvTable;
import org.moebench.report.evidence.RawTables;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;

/** The CSV files of a model report. */
final class ModelData {
  private ModelData() {}

  static List<CsvTable> of(ModelCells cells, List<ModelVerdict> verdicts) {
    ResultSet set = cells.set();
    return List.of(
        verdicts(verdicts),
        cells(set),
        RawTables.forks(set),
        RawTables.samples(set),
        speedUps(cells),
        BindsSection.csv(cells),
        RawTables.ceilings(set),
        StacksSection.csv(cells));
  }

  private static CsvTable verdicts(List<ModelVerdict> verdicts) {
    CsvTable csv =
        new CsvTable(
            "verdicts.csv",
            "stack",
            "routing",
            "format",
            "decided",
            "fastest",
            "tied_with",
            "fastest_other_than_tuned",
            "tuned_time_of_that",
            "low",
            "high",
            "tuned_near_best",
            "tuned_not_worse_than_auto",
            "level");
    for (ModelVerdict verdict : verdicts) {
      List<String> candidates = verdict.candidates().stream().map(ModelCell::strategy).toList();
      String nearest = verdict.nearest().orElse(null);
      Estimate tuned = nearest == null ? ModelCells.UNKNOWN : verdict.tunedTime(nearest);
      csv.add(
          verdict.setting().stack(),
          verdict.setting().routing(),
          verdict.setting().format(),
          verdict.contest().decided(),
          candidates.isEmpty() ? null : candidates.get(0),
          String.join(" ", candidates.stream().skip(1).toList()),
          nearest,
          tuned.value(),
          tuned.low(),
          tuned.high(),
          verdict.nearBest().map(Answer::text).orElse(null),
          verdict.notWorse().map(Answer::text).orElse(null),
          verdict.level());
    }
    return csv;
  }

  private static CsvTable cells(ResultSet set) {
    CsvTable csv =
        new CsvTable(
            "cells.csv",
            "id",
            "operation",
            "strategy",
            "stack",
            "routing",
            "format",
            "part",
            "status",
            "reason",
            "unit",
            "median",
            "low",
            "high",
            "launches",
            "rows",
            "distinct_experts",
            "weight_bytes",
            "gflop_per_s",
            "forks");
    for (CellResult c : set.cells()) {
      Map<String, String> params = c.params() == null ? Map.of() : c.params();
      csv.add(
          c.id(),
          c.operation(),
          c.variant(),
          c.workload(),
          params.get("routing"),
          c.format(),
          params.get("part"),
          c.status(),
          c.reason(),
          c.unit(),
          c.median(),
          c.low(),
          c.high(),
          c.launches(),
          c.rowsUseful(),
          ModelCell.of(c).distinctExperts(),
          c.weightBytes(),
          c.gflopsUseful(),
          c.forks().size());
    }
    return csv;
  }

  private static CsvTable speedUps(ModelCells cells) {
    CsvTable csv =
        new CsvTable(
            "speedups.csv",
            "stack",
            "routing",
            "format",
            "part",
            "strategy",
            "ms",
            "over_always_prefill",
            "low",
            "high",
            "time_of_unified_tuned",
            "of_tuned_low",
            "of_tuned_high");
    for (Ratios ratios : Ratios.of(cells)) {
      ModelCell cell = ratios.cell();
      csv.add(
          cell.setting().stack(),
          cell.setting().routing(),
          cell.setting().format(),
          cell.part(),
          cell.strategy(),
          cell.result().median(),
          ratios.speedUp().value(),
          ratios.speedUp().low(),
          ratios.speedUp().high(),
          ratios.ofTuned().value(),
          ratios.ofTuned().low(),
          ratios.ofTuned().high());
    }
    return csv;
  }
}
