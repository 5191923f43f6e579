// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.report.document.CsvTable;
import org.moebench.report.evidence.RawTables;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;

/** The CSV files of a decode or tuning report: those of its sections, and the raw ones. */
final class DecodeData {
  private DecodeData() {}

  static List<CsvTable> of(DecodeRun run) {
    ResultSet set = run.cells().set();
    List<CsvTable> data = new ArrayList<>();
    if (!run.ladders().isEmpty()) {
      data.addAll(
          List.of(
              ThresholdsSection.csv(run), BandwidthSection.csv(run), CrossoverSection.csv(run)));
    }
    if (!run.traces().isEmpty()) {
      data.add(TracesSection.csv(run));
    }
    if (!run.cells().dispatch().isEmpty()) {
      data.add(DispatchSection.csv(run));
    }
    if (!run.cells().workspace().isEmpty()) {
      data.add(WorkspaceSection.csv(run));
    }
    data.addAll(
        List.of(cells(set), RawTables.forks(set), RawTables.samples(set), RawTables.ceilings(set)));
    return data;
  }

  private static CsvTable cells(ResultSet set) {
    CsvTable csv =
        new CsvTable(
            "cells.csv",
            "id",
            "operation",
            "variant",
            "workload",
            "format",
            "n",
            "k",
            "experts",
            "rows",
            "active",
            "batch",
            "status",
            "reason",
            "unit",
            "median",
            "low",
            "high",
            "launches",
            "rows_per_call",
            "weight_bytes",
            "forks");
    for (CellResult c : set.cells()) {
      Map<String, String> params = c.params() == null ? Map.of() : c.params();
      csv.add(
          c.id(),
          c.operation(),
          c.variant(),
          c.workload(),
          c.format(),
          params.get("n"),
          params.get("k"),
          params.get("experts"),
          params.get("rows"),
          params.get("active"),
          params.get("batch"),
          c.status(),
          c.reason(),
          c.unit(),
          c.median(),
          c.low(),
          c.high(),
          c.launches(),
          c.rowsUseful(),
          c.weightBytes(),
          c.forks().size());
    }
    return csv;
  }
}
