// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.List;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.report.document.CsvTable;

/** A run's figures as tables in full precision. Effects are log-ratios, times microseconds. */
final class GateData {
  /** A line per cell and control. */
  static final String CELLS = "cells.csv";

  /** A line per pair, as charted over the run. */
  static final String COURSE = "course.csv";

  /** A line per iteration. */
  static final String ITERATIONS = "iterations.csv";

  private GateData() {}

  static List<CsvTable> of(Changes changes) {
    return List.of(cells(changes), course(changes.run()), iterations(changes.run()));
  }

  private static CsvTable cells(Changes changes) {
    CsvTable table =
        new CsvTable(
            CELLS,
            "cell",
            "verdict",
            "waived",
            "base_us",
            "head_us",
            "effect",
            "low",
            "high",
            "exact_low",
            "exact_high",
            "margin",
            "noise",
            "screen_pairs",
            "confirm_pairs",
            "p",
            "detectable",
            "pairs_needed",
            "reason");
    changes.cells().forEach(change -> add(table, change));
    changes.controls().forEach(change -> add(table, change));
    return table;
  }

  private static void add(CsvTable table, Change change) {
    CellJudgement j = change.judgement();
    table.add(
        j.cell(),
        j.verdict(),
        change.waiver() != null,
        change.baseMicros(),
        change.headMicros(),
        j.effect(),
        change.effect().low(),
        change.effect().high(),
        j.low(),
        j.high(),
        j.margin(),
        j.noise(),
        j.screened(),
        j.confirmed(),
        j.pValue(),
        j.detectable(),
        j.pairsNeeded(),
        j.reason());
  }

  private static CsvTable course(GateRun run) {
    CsvTable table = new CsvTable(COURSE, "pair", "cell", "stage", "counts", "change_percent");
    for (int i = 0; i < run.pairs().size(); i++) {
      Pair pair = run.pairs().get(i);
      table.add(i + 1, pair.cell(), pair.stage(), pair.valid(), CourseSection.percent(pair));
    }
    return table;
  }

  private static CsvTable iterations(GateRun run) {
    CsvTable table = new CsvTable(ITERATIONS, "pair", "cell", "arm", "iteration", "us");
    for (int i = 0; i < run.pairs().size(); i++) {
      Pair pair = run.pairs().get(i);
      iterations(table, i + 1, pair.cell(), "base", pair.base());
      iterations(table, i + 1, pair.cell(), "head", pair.head());
    }
    return table;
  }

  private static void iterations(
      CsvTable table, int pair, String cell, String arm, ForkTimes fork) {
    for (int i = 0; i < fork.iterations().size(); i++) {
      table.add(pair, cell, arm, i + 1, fork.iterations().get(i));
    }
  }

  /** A line per pair with all that is known of it. */
  static CsvTable pairs(GateRun run, String file) {
    CsvTable table =
        new CsvTable(
            file,
            "pair",
            "cell",
            "stage",
            "round",
            "head_first",
            "counts",
            "invalid_reason",
            "base_us",
            "head_us",
            "log_ratio",
            "base_steal_share",
            "head_steal_share",
            "base_throttled_us",
            "head_throttled_us",
            "base_pressure_share",
            "head_pressure_share",
            "base_seconds",
            "head_seconds");
    for (int i = 0; i < run.pairs().size(); i++) {
      Pair pair = run.pairs().get(i);
      ForkTimes base = pair.base();
      ForkTimes head = pair.head();
      table.add(
          i + 1,
          pair.cell(),
          pair.stage(),
          pair.round(),
          pair.headFirst(),
          pair.valid(),
          pair.invalid(),
          base.micros(),
          head.micros(),
          pair.logRatio(),
          base.stealShare(),
          head.stealShare(),
          base.throttledMicros(),
          head.throttledMicros(),
          base.pressureShare(),
          head.pressureShare(),
          base.seconds(),
          head.seconds());
    }
    return table;
  }
}
