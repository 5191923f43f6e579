// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * What caches of all sizes that hold a layer's least recently used experts no longer would have
 * hit, over one sequence, starting empty: an expert is found by a cache of {@code c} experts if
 * fewer than {@code c} others were used since its last use.
 *
 * <p>Two conventions are in use and differ much for small caches. <b>Batched</b>: all picks of a
 * token are looked up, then all are inserted, so that a cache of k experts hits what adjacent
 * tokens share. <b>Sequential</b>: each pick is inserted before the next is looked up.
 */
final class ExpertCache {
  private final long[] hitsAtDepth;
  private final long picks;

  private ExpertCache(long[] hitsAtDepth, long picks) {
    this.hitsAtDepth = hitsAtDepth;
    this.picks = picks;
  }

  /** The caches of one layer. */
  static ExpertCache of(RoutingTrace trace, int layer, boolean batched) {
    long[] hits = new long[trace.experts()];
    Recency recency = new Recency(trace.experts());
    for (int t = 0; t < trace.tokens(); t++) {
      for (int slot = 0; batched && slot < trace.topK(); slot++) {
        count(hits, recency.depth(trace.expert(t, layer, slot)));
      }
      for (int slot = 0; slot < trace.topK(); slot++) {
        int depth = recency.use(trace.expert(t, layer, slot));
        if (!batched) {
          count(hits, depth);
        }
      }
    }
    return new ExpertCache(hits, (long) trace.tokens() * trace.topK());
  }

  private static void count(long[] hits, int depth) {
    if (depth >= 0) {
      hits[depth]++;
    }
  }

  /** Share of all picks that a cache of {@code capacity} experts would have found. */
  double hitRate(int capacity) {
    long hits = 0;
    for (int depth = 0; depth < Math.min(capacity, hitsAtDepth.length); depth++) {
      hits += hitsAtDepth[depth];
    }
    return (double) hits / picks;
  }

  /** The experts used so far, the latest first. */
  private static final class Recency {
    private final int[] order;
    private int used;

    Recency(int experts) {
      this.order = new int[experts];
    }

    /** Experts used since an expert's last use; -1 if it was never used. */
    int depth(int expert) {
      for (int depth = 0; depth < used; depth++) {
        if (order[depth] == expert) {
          return depth;
        }
      }
      return -1;
    }

    /** Makes an expert the latest, and gives its depth before. */
    int use(int expert) {
      int depth = depth(expert);
      int moved = depth < 0 ? used++ : depth;
      System.arraycopy(order, 0, order, 1, moved);
      order[0] = expert;
      return depth;
    }
  }
}
