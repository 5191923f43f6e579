// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;

/**
 * What a head took, whether or not a base was measured beside it.
 *
 * @param fingerprint where it was measured
 * @param cells forks of every cell that has some
 * @param failures cells without forks, and why
 */
public record HeadRun(
    Fingerprint fingerprint, List<CellForks> cells, List<PairSource.Failure> failures) {
  /**
   * Takes the head's forks out of pairs. Only those of the screen, of which every cell has the same
   * number; beside each fork the one of the first control with the cell's bottleneck from the same
   * round, or from the nearest round if that one does not count.
   *
   * @param pairs also those that do not count
   * @param failures cells without pairs
   */
  public static HeadRun of(
      Fingerprint fingerprint,
      List<GateCell> cells,
      List<GateCell> controls,
      List<Pair> pairs,
      List<PairSource.Failure> failures) {
    List<CellForks> forks =
        cells.stream()
            .filter(cell -> !screen(cell, pairs).isEmpty())
            .map(cell -> forks(cell, controls, pairs))
            .toList();
    return new HeadRun(fingerprint, forks, failures);
  }

  private static CellForks forks(GateCell cell, List<GateCell> controls, List<Pair> pairs) {
    List<Pair> own = screen(cell, pairs);
    Optional<GateCell> control =
        controls.stream()
            .filter(one -> one.bottleneck() == cell.bottleneck() && !screen(one, pairs).isEmpty())
            .findFirst();
    CellForks.Reference reference =
        control
            .map(
                one -> new CellForks.Reference(one.id(), one.bottleneck(), beside(own, one, pairs)))
            .orElse(null);
    List<List<Double>> times = own.stream().map(pair -> pair.head().iterations()).toList();
    return new CellForks(cell.id(), cell.bottleneck(), cell.timing(), times, reference);
  }

  private static List<List<Double>> beside(List<Pair> own, GateCell control, List<Pair> pairs) {
    List<Pair> theirs = screen(control, pairs);
    return own.stream()
        .map(
            pair ->
                theirs.stream()
                    .min(Comparator.comparingInt(one -> Math.abs(one.round() - pair.round())))
                    .orElseThrow()
                    .head()
                    .iterations())
        .toList();
  }

  private static List<Pair> screen(GateCell cell, List<Pair> pairs) {
    return pairs.stream()
        .filter(pair -> pair.cell().equals(cell.id()))
        .filter(pair -> pair.stage() == Stage.SCREEN && pair.valid())
        .toList();
  }
}
