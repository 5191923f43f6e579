// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Caches of several sizes that evict the expert with the fewest uses since the recording began,
 * those while it was not in the cache included; of several, the one not used for longest.
 */
final class LfuCaches {
  int[] sizes;

  /** Uses so far, and the number of the last use, [experts]. */
  long[] uses;

  long[] last;
  long now;

  /** Experts in each cache [sizes][size], and how many there are. */
  short[][] held;

  int[] filled;

  /** Whether a cache holds an expert [sizes][experts]. */
  boolean[][] holds;

  LfuCaches() {}

  LfuCaches(int experts) {
    sizes = CacheSums.sizes(experts);
    uses = new long[experts];
    last = new long[experts];
    held = new short[sizes.length][];
    holds = new boolean[sizes.length][experts];
    filled = new int[sizes.length];
    Arrays.setAll(held, i -> new short[sizes[i]]);
  }

  boolean fits(int experts) {
    if (!Arrays.equals(sizes, CacheSums.sizes(experts))
        || uses == null
        || uses.length != experts
        || last == null
        || last.length != experts
        || held == null
        || held.length != sizes.length
        || holds == null
        || holds.length != sizes.length
        || filled == null
        || filled.length != sizes.length) {
      return false;
    }
    return IntStream.range(0, sizes.length)
        .allMatch(
            i ->
                held[i] != null
                    && held[i].length == sizes[i]
                    && holds[i] != null
                    && holds[i].length == experts
                    && filled[i] >= 0
                    && filled[i] <= sizes[i]);
  }

  /**
   * Uses an expert and counts the hits.
   *
   * @param weights gets {@code weight} added for the caches that hit
   */
  void use(short expert, long[] hits, double[] weights, double weight) {
    uses[expert]++;
    last[expert] = ++now;
    for (int i = 0; i < sizes.length; i++) {
      if (holds[i][expert]) {
        hits[i]++;
        weights[i] += weight;
      } else {
        insert(i, expert);
      }
    }
  }

  private void insert(int cache, short expert) {
    short[] in = held[cache];
    holds[cache][expert] = true;
    if (filled[cache] < in.length) {
      in[filled[cache]++] = expert;
      return;
    }
    int victim = 0;
    for (int i = 1; i < in.length; i++) {
      long fewer = uses[in[i]] - uses[in[victim]];
      if (fewer < 0 || (fewer == 0 && last[in[i]] < last[in[victim]])) {
        victim = i;
      }
    }
    holds[cache][in[victim]] = false;
    in[victim] = expert;
  }
}
