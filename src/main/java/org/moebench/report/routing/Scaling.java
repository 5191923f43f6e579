// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * What more workers gain one variant.
 *
 * @param one the cell with one worker
 * @param many the same with more
 * @param speedUp time of one / time of many, at 95%
 */
record Scaling(RoutingCell one, RoutingCell many, Estimate speedUp) {
  /** Every pair of timed cells that differ in workers only, in the order of the cells. */
  static List<Scaling> of(RoutingCells cells) {
    List<Scaling> all = new ArrayList<>();
    for (RoutingCell many : cells.all()) {
      Setting single = many.setting().withWorkers(1);
      Optional<RoutingCell> one =
          many.setting().workers() > 1 && many.isTimed()
              ? cells.timed(single, many.tokens(), many.variant())
              : Optional.empty();
      if (one.isPresent()) {
        Comparer comparer = cells.comparer(Intervals.LEVEL, single, many.setting());
        Estimate speedUp = comparer.compare(one.get().result(), many.result()).speedUp();
        all.add(new Scaling(one.get(), many, speedUp));
      }
    }
    return all;
  }

  /** Workers of the faster cell. */
  int workers() {
    return many.setting().workers();
  }
}
