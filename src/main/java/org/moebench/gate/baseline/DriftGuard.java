// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.util.List;
import java.util.Optional;
import org.moebench.stats.Samples;

/**
 * Sees the slow creep that a chain of baselines hides, each only a little slower than the last: a
 * cell is held against its anchor, the oldest baseline kept, or the newest for which somebody
 * accepted the cell as it was.
 */
final class DriftGuard {
  /** Slowdown since the anchor that nobody needs to accept. */
  static final double MOST = 0.08;

  private final List<Baseline> kept;

  /**
   * @param kept baselines of one fingerprint, oldest first
   */
  DriftGuard(List<Baseline> kept) {
    this.kept = List.copyOf(kept);
  }

  /** What the cell is held against; empty if no baseline has it. */
  Optional<Baseline> anchor(String cell) {
    List<Baseline> having = kept.stream().filter(one -> one.cell(cell).isPresent()).toList();
    return having.stream()
        .filter(one -> one.accepts(cell))
        .reduce((older, newer) -> newer)
        .or(() -> having.stream().findFirst());
  }

  /**
   * The cell's log-ratio to its anchor, each as median ratio to the reference; as times where one
   * has no such reference, which the same machine allows. Empty if there is no anchor.
   */
  Optional<Double> drift(CellForks now) {
    return anchor(now.id()).flatMap(anchor -> anchor.cell(now.id())).map(then -> drift(then, now));
  }

  private static double drift(CellForks then, CellForks now) {
    boolean ratios =
        then.reference() != null
            && now.reference() != null
            && then.reference().id().equals(now.reference().id());
    return ratios
        ? Samples.median(now.logRatios()) - Samples.median(then.logRatios())
        : Samples.median(now.logTimes()) - Samples.median(then.logTimes());
  }

  static boolean tooMuch(double drift) {
    return drift > Math.log1p(MOST);
  }
}
