// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.List;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

/** What rows about cells have in common. */
final class CellRows {
  private CellRows() {}

  /** {@code 1.42× [1.40, 1.44]}; {@code 1.00×} for always-prefill itself. */
  static String speedUp(Ratios ratios) {
    Estimate ratio = ratios.speedUp();
    return ratios.cell().strategy().equals(Strategies.PREFILL)
        ? times(1)
        : times(ratio.value(), ratio.low(), ratio.high());
  }

  /** Its time against unified-tuned, in percent; empty for that itself. */
  static String againstTuned(Ratios ratios) {
    return ratios.cell().strategy().equals(Strategies.TUNED) ? "" : Change.text(ratios.ofTuned());
  }

  /** Adds the time of a cell and its interval. */
  static void time(ModelCell cell, List<String> values) {
    Estimate time = cell.time();
    values.add(significant(time.value()));
    values.add(interval(time.low(), time.high()));
  }

  /** A row that ends with the reason why there is no time. */
  static Row without(ModelCell cell, String group, List<String> values) {
    boolean passed = cell.result().status() == Status.PASSED;
    String reason = passed ? "no usable time" : String.valueOf(cell.result().reason());
    values.add(cell.result().status() + ": " + reason);
    Tone tone = cell.result().status() == Status.FAILED ? Tone.BAD : Tone.WARN;
    return new Row(tone, group, values);
  }
}
