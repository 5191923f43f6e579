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
 * and the next in the order of recency, the most stays taken at any use there.
 */
final class BeladyCaches {
  int[] sizes;

  /** The experts used so far, the latest first, [experts]. */
  short[] order;

  int used;

  /**
   * Most stays taken at a use after the last use of the expert at this depth + 1 [sizes][experts].
   */
  int[][] taken;

  BeladyCaches() {}

  BeladyCaches(int experts) {
    sizes = CacheSums.sizes(experts);
    order = new short[experts];
    taken = new int[sizes.length][experts];
  }

  boolean fits(int experts) {
    return Arrays.equals(sizes, CacheSums.sizes(experts))
        && order != null
        && order.length == experts
        && used >= 0
        && used <= experts
        && taken != null
        && taken.length == sizes.length
        && Arrays.stream(taken).allMatch(depths -> depths != null && depths.length == experts);
  }

  /**
   * Uses an expert and counts the hits.
   *
   * @param weights gets {@code weight} added for the caches that hit
   */
  void use(short expert, long[] hits, double[] weights, double weight) {
    int depth = 0;
    while (depth < used && order[depth] != expert) {
      depth++;
    }
    boolean known = depth < used;
    for (int i = 0; i < sizes.length; i++) {
      if (known && stays(taken[i], depth, sizes[i] - 2)) {
        hits[i]++;
        weights[i] += weight;
      }
      if (depth > 0) {
        shift(taken[i], depth, known);
      }
    }
    System.arraycopy(order, 0, order, 1, depth);
    order[0] = expert;
    used += known ? 0 : 1;
  }

  /** Whether there is room since the expert at {@code depth} was used; takes it. */
  private static boolean stays(int[] taken, int depth, int room) {
    int most = -1;
    for (int d = 0; d < depth; d++) {
      most = Math.max(most, taken[d]);
    }
    if (depth > 0 && most > room) {
      return false;
    }
    for (int d = 0; d < depth; d++) {
      taken[d]++;
    }
    return true;
  }

  /**
   * The expert at {@code depth} becomes the latest: the uses around its last use become one span.
   */
  private static void shift(int[] taken, int depth, boolean known) {
    int merged = known ? Math.max(taken[depth - 1], taken[depth]) : taken[depth - 1];
    System.arraycopy(taken, 0, taken, 1, depth - 1);
    taken[0] = 0;
    taken[depth] = merged;
  }
}
