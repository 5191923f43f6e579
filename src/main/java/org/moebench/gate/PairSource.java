// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;

/** Where pairs come from: forks on this machine, a noise model, or pairs measured before. */
public interface PairSource {
  /**
   * Measures so many more valid pairs of every given cell, cells and arms interleaved in random
   * order. A cell that fails gets no pairs and a failure instead.
   *
   * @param cells cells and controls
   */
  Measured measure(List<GateCell> cells, Stage stage, int pairs);

  /** Whether so many more pairs of each of these cells still fit the time budget. */
  default boolean affords(List<GateCell> cells, int pairs) {
    return true;
  }

  /**
   * What came of it.
   *
   * @param pairs all pairs, also those that do not count
   * @param failures cells without pairs
   * @param unfit why the machine is unfit to be judged by, for example too many pairs that do not
   *     count; {@code null} if it is fit
   * @param stopped whether the user ended it early
   */
  record Measured(List<Pair> pairs, List<Failure> failures, String unfit, boolean stopped) {
    /** Pairs without any trouble. */
    public static Measured of(List<Pair> pairs) {
      return new Measured(pairs, List.of(), null, false);
    }
  }

  /**
   * Why a cell has no pairs.
   *
   * @param verdict NEW, MISSING, ERROR or INCOMPARABLE
   * @param reason one line for people
   */
  record Failure(String cell, Verdict verdict, String reason) {}
}
