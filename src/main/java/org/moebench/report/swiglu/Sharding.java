// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.TimedCells;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * A layer sharded over ranks.
 *
 * @param cell the sharded layer, timed
 * @param overOne time of one rank / time of these, at 95%; 1 without interval for one rank
 * @param allReduce the all-reduce alone, timed; {@code null} if it has no time
 * @param share time of the all-reduce over that of the layer, at 95%
 */
record Sharding(SwigluCell cell, Estimate overOne, SwigluCell allReduce, Estimate share) {
  private static final int FLOAT_BYTES = 4;

  /** Every timed sharded layer, in the order of the cells. */
  static List<Sharding> of(SwigluCells cells) {
    List<SwigluCell> timed = cells.sharded().stream().filter(SwigluCell::isTimed).toList();
    List<Sharding> all = new ArrayList<>();
    for (SwigluCell cell : timed) {
      List<SwigluCell> group = timed.stream().filter(other -> sameWork(other, cell)).toList();
      Optional<SwigluCell> one = group.stream().filter(other -> other.ranks() == 1).findFirst();
      Comparer comparer =
          SwigluCells.comparer(
              Intervals.LEVEL, timed.stream().filter(other -> sameWeights(other, cell)).toList());
      Optional<SwigluCell> reduce = allReduce(cells, cell);
      all.add(
          new Sharding(
              cell,
              one.map(base -> overOne(base, cell, comparer)).orElse(SwigluCells.UNKNOWN),
              reduce.orElse(null),
              reduce
                  .map(part -> comparer.compare(part.result(), cell.result()).speedUp())
                  .orElse(SwigluCells.UNKNOWN)));
    }
    return all;
  }

  private static Estimate overOne(SwigluCell one, SwigluCell cell, Comparer comparer) {
    return cell.ranks() == 1
        ? new Estimate(1, Double.NaN, Double.NaN)
        : comparer.compare(one.result(), cell.result()).speedUp();
  }

  private static boolean sameWeights(SwigluCell a, SwigluCell b) {
    return a.setting().model().equals(b.setting().model())
        && a.setting().format().equals(b.setting().format());
  }

  private static boolean sameWork(SwigluCell a, SwigluCell b) {
    return sameWeights(a, b)
        && a.variant().equals(b.variant())
        && a.concurrency() == b.concurrency();
  }

  private static Optional<SwigluCell> allReduce(SwigluCells cells, SwigluCell cell) {
    return cells.allReduces().stream()
        .filter(part -> TimedCells.isTimed(part.result()))
        .filter(part -> part.setting().model().equals(cell.setting().model()))
        .filter(part -> part.concurrency() == cell.concurrency() && part.ranks() == cell.ranks())
        .findFirst();
  }

  /** Bytes the all-reduce reads: B rows of D floats of each rank; 0 if unknown. */
  long bytesReduced(SwigluCells cells) {
    long hidden = cells.info(cell.setting().model()).map(info -> (long) info.hidden()).orElse(0L);
    return (long) FLOAT_BYTES * cell.concurrency() * hidden * cell.ranks();
  }

  /** Worker threads of all ranks together. */
  static int threads(SwigluCell cell) {
    return cell.ranks() * cell.setting().workers();
  }
}
