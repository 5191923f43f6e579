// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.Optional;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;
import org.moebench.gate.Verdict;
import org.moebench.gate.pairs.ForkRunner.Failure;
import org.moebench.gate.pairs.ForkRunner.Kind;

/** What the failures of a pair's forks mean for the cell. */
final class PairFailure {
  private PairFailure() {}

  /**
   * Why the cell has no pairs; empty if it may be tried again.
   *
   * @param base failure of the base's fork; {@code null} if it has times
   * @param head failure of the head's fork; {@code null} if it has times
   */
  static Optional<PairSource.Failure> of(GateCell cell, Failure base, Failure head) {
    if (is(base, Kind.ABSENT) && is(head, Kind.ABSENT)) {
      return failure(cell, Verdict.ERROR, "in neither revision: " + head.reason());
    } else if (is(head, Kind.FAILED)) {
      return failure(cell, Verdict.ERROR, "head: " + head.reason());
    } else if (is(base, Kind.FAILED)) {
      return failure(cell, Verdict.ERROR, "base: " + base.reason());
    } else if (is(base, Kind.ABSENT) && head == null) {
      return failure(cell, Verdict.NEW, "not in the base: " + base.reason());
    } else if (is(head, Kind.ABSENT) && base == null) {
      return failure(cell, Verdict.MISSING, "not in the head: " + head.reason());
    }
    return Optional.empty();
  }

  private static boolean is(Failure failure, Kind kind) {
    return failure != null && failure.kind() == kind;
  }

  private static Optional<PairSource.Failure> failure(
      GateCell cell, Verdict verdict, String reason) {
    return Optional.of(new PairSource.Failure(cell.id(), verdict, reason));
  }
}
