// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Intervals;

/**
 * What keeping workspaces is worth.
 *
 * @param cached calls that take their workspace from the cache
 * @param allocated the same calls with a cache of no bytes
 * @param gain time of the latter over that of the former
 */
record CacheGain(DecodeCell cached, DecodeCell allocated, Comparison gain) {
  static final String CACHED = "cached";
  static final String ALLOCATED = "allocated";

  /** One for each timed cell with the cache beside which calls without it were timed. */
  static List<CacheGain> of(DecodeCells cells) {
    List<DecodeCell> all = cells.workspace();
    Comparer comparer = cells.comparer(all, Intervals.LEVEL);
    List<CacheGain> gains = new ArrayList<>();
    for (DecodeCell cached : all) {
      if (cached.variant().equals(CACHED)) {
        rival(cached).map(other -> gain(cached, other, comparer)).ifPresent(gains::add);
      }
    }
    return gains;
  }

  private static Optional<DecodeCell> rival(DecodeCell cached) {
    return Rival.of(cached).filter(other -> other.variant().equals(ALLOCATED));
  }

  private static CacheGain gain(DecodeCell cached, DecodeCell other, Comparer comparer) {
    return new CacheGain(cached, other, comparer.compare(other.result(), cached.result()));
  }

  /** What the interval allows to say. */
  String word() {
    if (gain.faster()) {
      return "faster with the cache";
    } else if (gain.speedUp().hasInterval() && gain.noGain()) {
      return "no gain of 1% or more";
    }
    return "cannot tell";
  }
}
