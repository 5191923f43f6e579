// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.times;

import java.util.List;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.result.Status;
import org.moebench.stats.Crossing;
import org.moebench.stats.Estimate;

/** Figures of the page in words, the same everywhere. */
final class Phrases {
  private Phrases() {}

  /** {@code 1.27× [1.21, 1.33]}. */
  static String ratio(Estimate e) {
    return times(e.value(), e.low(), e.high());
  }

  /** {@code 80.1% [79.0, 81.3]}. */
  static String share(Estimate e) {
    return e.hasInterval()
        ? percent(e.value(), 1)
            + " ["
            + fixed(100 * e.low(), 1)
            + ", "
            + fixed(100 * e.high(), 1)
            + "]"
        : percent(e.value(), 1);
  }

  /** {@code 1 row}, {@code 16 rows}. */
  static String rows(int count) {
    return count + (count == 1 ? " row" : " rows");
  }

  /** {@code 16 [14, 19]}; {@code at least 32} where the kernels meet beyond. */
  static String crossing(Crossing crossing) {
    boolean beyond = crossing.decodeRows() == crossing.measuredTo();
    return ((beyond ? "at least " : "") + crossing.decodeRows() + " " + interval(crossing)).strip();
  }

  /**
   * {@code [14, 19]}, with a plus where the most rows measured end it; empty if unknown or beyond.
   */
  static String interval(Crossing crossing) {
    return crossing.hasInterval() && crossing.low() < crossing.measuredTo()
        ? "[" + end(crossing, crossing.low()) + ", " + end(crossing, crossing.high()) + "]"
        : "";
  }

  private static String end(Crossing crossing, double rows) {
    return fixed(rows, 0) + (rows >= crossing.measuredTo() ? "+" : "");
  }

  /** A row that ends with the reason why there is no time. */
  static Row without(DecodeCell cell, String group, List<String> values) {
    boolean passed = cell.result().status() == Status.PASSED;
    String reason = passed ? "no usable time" : String.valueOf(cell.result().reason());
    values.add(cell.result().status() + ": " + reason);
    Tone tone = cell.result().status() == Status.FAILED ? Tone.BAD : Tone.WARN;
    return new Row(tone, group, values);
  }
}
