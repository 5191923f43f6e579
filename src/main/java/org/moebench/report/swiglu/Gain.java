// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * What a variant gains over unfused at one concurrency.
 *
 * @param unfused the unfused cell
 * @param cell the other one
 * @param comparison time of unfused / time of the cell
 */
record Gain(SwigluCell unfused, SwigluCell cell, Comparison comparison) {
  private static final int FLOAT_BYTES = 4;

  /** Gate and up: what unfused writes and reads again. */
  private static final int INTERMEDIATES = 2;

  /** Every timed cell that has a timed unfused one beside it, with intervals at 95%. */
  static List<Gain> of(SwigluCells cells) {
    List<Gain> gains = new ArrayList<>();
    cells.settings().forEach(setting -> gains.addAll(of(cells, setting)));
    return gains;
  }

  /** Those of one setting. */
  static List<Gain> of(SwigluCells cells, Setting setting) {
    List<Gain> gains = new ArrayList<>();
    Comparer comparer = cells.comparer(Intervals.LEVEL, setting);
    for (SwigluCell cell : cells.timed(setting)) {
      Optional<Comparison> ratio = cells.overUnfused(cell, comparer);
      if (ratio.isPresent()) {
        SwigluCell unfused =
            cells.timed(setting, cell.concurrency(), Variants.UNFUSED).orElseThrow();
        gains.add(new Gain(unfused, cell, ratio.get()));
      }
    }
    return gains;
  }

  /** Time of unfused / time of the cell. */
  Estimate ratio() {
    return comparison.speedUp();
  }

  /** Launches that one call saves; 0 if unknown. */
  long launchesSaved() {
    Long before = unfused.result().launches();
    Long after = cell.result().launches();
    return before == null || after == null ? 0 : before - after;
  }

  /**
   * Bytes of intermediates that one call neither writes nor reads back: gate and up, [B·k][I] in
   * float32, once each way; 0 if unknown.
   */
  long bytesSaved(SwigluCells cells) {
    long width =
        cells.info(cell.setting().model()).map(info -> (long) info.intermediate()).orElse(0L);
    return 2 * INTERMEDIATES * FLOAT_BYTES * width * cell.slots();
  }

  /**
   * Time in µs that one saved launch saves: (1 - 1 / ratio) of the unfused time, with the interval
   * of the ratio; NaN if no launch is saved.
   */
  Estimate perLaunch() {
    long saved = launchesSaved();
    if (saved <= 0) {
      return SwigluCells.UNKNOWN;
    }
    double each = unfused.microseconds() / saved;
    return new Estimate(
        each * (1 - 1 / ratio().value()),
        each * (1 - 1 / ratio().low()),
        each * (1 - 1 / ratio().high()));
  }
}
