// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;

/**
 * Hits of caches that know the future and evict the expert whose next use is farthest (Belady's
 * optimum), counted in one pass over the past.
 *
 * <p>An expert found again must have stayed in the cache from its last use to this one. At each use
 * in between, the expert used takes a place, so that a cache of n can keep n - 1 others. Belady's
 * choice keeps as many such stays as can be; so does taking each stay, in the order of their ends,
 * whenever there is room for all of it (interval scheduling on n - 1 machines). Hence a use hits if
 * at no use since the last one of its expert n - 1 stays were taken already; then it takes one.
 *
 * <p>Stays begin at last uses of experts only, so that it is enough to keep, between one last use
 * and the next in the order of recency, the most stays taken at any use there. What a least
 * recently used cache hits is always among the hits: fewer than n - 1 experts can have stays there.
 */
final class BeladyCaches {
  int[] sizes;

  /** Experts used so far. */
  int used;

  /**
   * Most stays taken at any use after the last use of the expert at depth d + 1 in the order of
   * recency, and not after that of the expert at depth d [sizes][experts].
   */
  short[][] taken;

  BeladyCaches() {}

  BeladyCaches(int experts) {
    sizes = CacheSums.sizes(experts);
    taken = new short[sizes.length][experts];
  }

  boolean fits(int experts) {
    return Arrays.equals(sizes, CacheSums.sizes(experts))
        && used >= 0
        && used <= experts
        && taken != null
        && taken.length == sizes.length
        && Arrays.stream(taken).allMatch(depths -> depths != null && depths.length == experts);
  }

  /**
   * Uses an expert and counts the hits.
   *
   * @param depth experts used since its last use; -1 if it was never used
   * @param weights gets {@code weight} added for the caches that hit
   */
  void use(int depth, long[] hits, double[] weights, double weight) {
    if (depth < 0) {
      for (short[] stays : taken) {
        shift(stays, used, false);
      }
      used++;
      return;
    }
    for (int i = 0; i < sizes.length; i++) {
      short[] stays = taken[i];
      if (depth < sizes[i] || hasRoom(stays, depth, sizes[i] - 2)) {
        hits[i]++;
        weights[i] += weight;
        for (int d = 0; d < depth; d++) {
          stays[d]++;
        }
      }
      shift(stays, depth, true);
    }
  }

  private static boolean hasRoom(short[] taken, int depth, int room) {
    for (int d = 0; d < depth; d++) {
      if (taken[d] > room) {
        return false;
      }
    }
    return true;
  }

  /**
   * The expert at {@code depth} becomes the latest: the uses around its last use become one span.
   */
  private static void shift(short[] taken, int depth, boolean known) {
    if (depth == 0) {
      return;
    }
    short merged = taken[depth - 1];
    if (known && taken[depth] > merged) {
      merged = taken[depth];
    }
    System.arraycopy(taken, 0, taken, 1, depth - 1);
    taken[0] = 0;
    taken[depth] = merged;
  }
}
