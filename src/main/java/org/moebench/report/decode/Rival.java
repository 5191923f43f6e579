// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.BesideTimes;
import org.moebench.result.Beside;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * The variant that took turns with a cell in all of its forks, as a cell of its own: the other
 * kernel on the same weights and rows.
 */
final class Rival {
  private Rival() {}

  /** The other variant; empty if none took turns with the cell, or the cell has no time. */
  static Optional<DecodeCell> of(DecodeCell cell) {
    String variant = cell.isTimed() ? BesideTimes.anchor(cell.result()) : null;
    List<ForkSample> forks = variant == null ? List.of() : forks(cell.result());
    if (forks.isEmpty()) {
      return Optional.empty();
    }
    Estimate time = Intervals.of(forks.stream().mapToDouble(ForkSample::median).toArray());
    return Optional.of(cell.with(result(cell.result(), variant, time, forks)));
  }

  /**
   * The forks with the other variant's times: the cell's own times its ratio to them. The cell took
   * turns with it as well, so that both can be compared with what took turns with either.
   */
  private static List<ForkSample> forks(CellResult cell) {
    List<ForkSample> forks = new ArrayList<>();
    for (ForkSample fork : cell.forks()) {
      double median = fork.median() * fork.beside().ratio();
      if (median > 0 && Double.isFinite(median)) {
        Beside back = new Beside(cell.variant(), fork.iterations(), 1 / fork.beside().ratio());
        List<Double> own = fork.beside().iterations();
        forks.add(
            new ForkSample(fork.round(), fork.position(), own, median, fork.report(), null, back));
      }
    }
    return forks;
  }

  private static CellResult result(
      CellResult cell, String variant, Estimate time, List<ForkSample> forks) {
    return new CellResult(
        cell.id(),
        cell.operation(),
        variant,
        cell.format(),
        cell.workload(),
        cell.params(),
        cell.status(),
        null,
        cell.unit(),
        time.value(),
        time.low(),
        time.high(),
        cell.launches(),
        cell.rowsUseful(),
        cell.rowsExecuted(),
        cell.weightBytes(),
        null,
        null,
        null,
        forks);
  }
}
