// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.List;
import org.moebench.report.evidence.Comparer;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/**
 * What sorting slots by expert gains: the same call at two sort thresholds.
 *
 * @param sooner the cell with the lower threshold
 * @param later the cell with the higher one
 * @param speedUp time of later / time of sooner, at 95%
 */
record Sorting(SwigluCell sooner, SwigluCell later, Estimate speedUp) {
  /** Every pair of timed cells that differ in the threshold only, in the order of the cells. */
  static List<Sorting> of(SwigluCells cells) {
    List<Sorting> pairs = new ArrayList<>();
    for (SwigluCell sooner : cells.all()) {
      for (SwigluCell later : cells.all()) {
        if (sooner.isTimed() && later.isTimed() && pairs(sooner, later)) {
          List<SwigluCell> pool = new ArrayList<>(cells.timed(sooner.setting()));
          pool.addAll(cells.timed(later.setting()));
          Comparer comparer = SwigluCells.comparer(Intervals.LEVEL, pool);
          Estimate ratio = comparer.compare(later.result(), sooner.result()).speedUp();
          pairs.add(new Sorting(sooner, later, ratio));
        }
      }
    }
    return pairs;
  }

  private static boolean pairs(SwigluCell sooner, SwigluCell later) {
    int threshold = later.setting().threshold();
    return sooner.setting().threshold() < threshold
        && sooner.setting().withThreshold(threshold).equals(later.setting())
        && sooner.concurrency() == later.concurrency()
        && sooner.variant().equals(later.variant());
  }

  /** Whether only the cell with the lower threshold sorts; otherwise both do the same. */
  boolean differs() {
    long slots = sooner.slots();
    return slots >= sooner.setting().threshold() && slots < later.setting().threshold();
  }
}
