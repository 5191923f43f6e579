// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * Batches in which a chosen share of the picks repeats experts that the batch has taken already:
 * the first {@code B} sequences touch exactly {@link #distinct} experts, at every token, in every
 * layer, for every B. Which experts these are is new with every token. It makes no claim about real
 * routing: it varies the one figure that decides how many weights a batch reads.
 *
 * @param experts experts of a layer
 * @param topK experts each token takes
 * @param layers layers
 * @param reuse wanted share of the picks that repeat an expert, 0 up to but not 1
 */
record ReuseGenerator(int experts, int topK, int layers, double reuse) implements TraceGenerator {
  private static final long PICKS = 25;

  /**
   * Experts that the first sequences touch together: {@code (1 - reuse)·B·k}, rounded, but at least
   * what one token needs and at most all there are.
   *
   * @param sequences B, from 0
   */
  int distinct(int sequences) {
    if (sequences == 0) {
      return 0;
    }
    long wanted = Math.round((1 - reuse) * sequences * topK);
    return (int) Math.min(experts, Math.max(topK, wanted));
  }

  @Override
  public LayerPicks picks(long seed, int sequence, int layer) {
    int[] order = new int[experts];
    int[] token = {0};
    return (ids, at) -> {
      row(new UniformStream(seed, PICKS, layer, token[0]++), sequence, order);
      for (int slot = 0; slot < topK; slot++) {
        ids[at + slot] = (short) order[slot];
      }
    };
  }

  /**
   * Leaves the picks of a row at the start of {@code order}. The rows before are drawn on the way:
   * which experts they took is what the row's own picks depend on.
   */
  private void row(UniformStream uniform, int sequence, int[] order) {
    // order[0, seen) are the experts taken so far, the others follow in random order
    for (int e = 0; e < experts; e++) {
      int other = uniform.nextInt(e + 1);
      order[e] = order[other];
      order[other] = e;
    }
    for (int s = 1; s <= sequence; s++) {
      int seen = distinct(s);
      int fresh = distinct(s + 1) - seen;
      // the new ones come to the front, then old ones are drawn behind them
      for (int i = 0; i < fresh; i++) {
        swap(order, i, seen + i);
      }
      for (int slot = fresh; slot < topK; slot++) {
        swap(order, slot, slot + uniform.nextInt(seen + fresh - slot));
      }
    }
  }

  private static void swap(int[] order, int a, int b) {
    int kept = order[a];
    order[a] = order[b];
    order[b] = kept;
  }

  @Override
  public ReuseGenerator resized(int experts, int topK) {
    return new ReuseGenerator(experts, topK, layers, reuse);
  }

  @Override
  public boolean independent() {
    return false;
  }

  @Override
  public double overlapTarget(int layer) {
    return Double.NaN;
  }

  @Override
  public String summary() {
    return Math.round(100 * reuse) + "% of a batch's picks repeat one of its experts";
  }
}
