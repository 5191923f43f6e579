// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * How a timed cell compares with the two that all are compared with, at 95%.
 *
 * @param cell the cell
 * @param overPrefill time of always-prefill / time of the cell; empty without it, or for it
 * @param tunedOver time of the cell / time of unified-tuned; empty without it, or for it
 */
record Ratios(ModelCell cell, Optional<Comparison> overPrefill, Optional<Comparison> tunedOver) {
  /** Every timed cell of a run, in the order of the cells. */
  static List<Ratios> of(ModelCells cells) {
    List<Ratios> all = new ArrayList<>();
    for (Setting setting : cells.settings()) {
      cells.all().stream()
          .filter(cell -> cell.setting().equals(setting))
          .map(ModelCell::part)
          .distinct()
          .forEach(part -> all.addAll(of(cells, setting, part)));
    }
    return all;
  }

  /** Those of a part of a setting. */
  static List<Ratios> of(ModelCells cells, Setting setting, String part) {
    Comparer comparer = cells.comparer(Intervals.LEVEL, setting, part);
    return cells.timed(setting, part).stream()
        .map(
            cell ->
                new Ratios(
                    cell, cells.overPrefill(cell, comparer), cells.tunedOver(cell, comparer)))
        .toList();
  }

  /** Time of always-prefill / time of the cell; unknown without. */
  Estimate speedUp() {
    return overPrefill.map(Comparison::speedUp).orElse(ModelCells.UNKNOWN);
  }

  /** Time of the cell / time of unified-tuned; unknown without. */
  Estimate ofTuned() {
    return tunedOver.map(Comparison::speedUp).orElse(ModelCells.UNKNOWN);
  }
}
