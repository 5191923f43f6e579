// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import org.moebench.report.document.CsvTable;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;

/** CSV files of what was measured, before anything is concluded from it. */
public final class RawTables {
  private RawTables() {}

  /** Every measured iteration. */
  public static CsvTable samples(ResultSet set) {
    CsvTable csv = new CsvTable("samples.csv", "id", "round", "position", "iteration", "ms");
    for (CellResult cell : set.cells()) {
      for (ForkSample fork : cell.forks()) {
        for (int i = 0; i < fork.iterations().size(); i++) {
          csv.add(cell.id(), fork.round(), fork.position(), i, fork.iterations().get(i));
        }
      }
    }
    return csv;
  }

  /** Every fork with what it says of itself. */
  public static CsvTable forks(ResultSet set) {
    CsvTable csv =
        new CsvTable(
            "forks.csv",
            "id",
            "round",
            "position",
            "median_ms",
            "allocated_bytes",
            "workers",
            "launches",
            "vector_bits",
            "gc_ms",
            "steal_share",
            "resident_bytes",
            "input_hash",
            "compared",
            "total",
            "worst_error_of_bound",
            "mismatch",
            "near_ties",
            "distinct_experts",
            "held_bytes",
            "beside_variant",
            "beside_ratio");
    for (CellResult cell : set.cells()) {
      for (ForkSample fork : cell.forks()) {
        ForkReport report = fork.report();
        Correctness check = report == null ? null : report.correctness();
        csv.add(
            cell.id(),
            fork.round(),
            fork.position(),
            fork.median(),
            fork.allocatedBytes(),
            report == null ? null : report.workers(),
            report == null ? null : report.launches(),
            report == null ? null : report.vectorBits(),
            report == null ? null : report.gcMillis(),
            report == null ? null : report.stealShare(),
            report == null ? null : report.residentBytes(),
            report == null ? null : report.inputHash(),
            check == null ? null : check.compared(),
            check == null ? null : check.total(),
            check == null ? null : check.worstRatio(),
            check == null ? null : check.message(),
            report == null ? null : report.nearTies(),
            report == null ? null : report.distinctExperts(),
            report == null ? null : report.heldBytes(),
            fork.beside() == null ? null : fork.beside().variant(),
            fork.beside() == null ? null : fork.beside().ratio());
      }
    }
    return csv;
  }

  /** The machine's ceilings, by round. */
  public static CsvTable ceilings(ResultSet set) {
    CsvTable csv = new CsvTable("ceilings.csv", "round", "ceiling", "unit", "value");
    set.ceilings().forEach(c -> csv.add(c.round(), c.name(), c.unit(), c.value()));
    return csv;
  }
}
