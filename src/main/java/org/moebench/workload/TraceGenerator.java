// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import org.moebench.fault.UserError;

/** How the picks of decode sequences are made. */
sealed interface TraceGenerator permits CopulaGenerator, ReuseGenerator, RecordedGenerator {
  /** Experts of a layer. */
  int experts();

  /** Experts each token takes. */
  int topK();

  /** Layers, each with experts of its own. */
  int layers();

  /**
   * The picks of a sequence in a layer. They depend on (seed, sequence, token, layer) only.
   *
   * @param sequence number of the sequence, from 0
   */
  LayerPicks picks(long seed, int sequence, int layer);

  /**
   * The picks of a sequence: a longer trace starts with the shorter one.
   *
   * @param sequence number of the sequence, from 0
   * @param tokens length, at least 0
   */
  default RoutingTrace trace(long seed, int sequence, int tokens) {
    int row = Math.multiplyExact(layers(), topK());
    short[] ids = new short[Math.multiplyExact(tokens, row)];
    for (int layer = 0; layer < layers(); layer++) {
      LayerPicks picks = picks(seed, sequence, layer);
      for (int t = 0; t < tokens; t++) {
        picks.next(ids, t * row + layer * topK());
      }
    }
    return new RoutingTrace(experts(), tokens, layers(), topK(), ids);
  }

  /**
   * The same knobs for another number of experts.
   *
   * @throws UserError USAGE if that cannot be
   */
  TraceGenerator resized(int experts, int topK);

  /**
   * Whether a sequence's picks are independent of the others', except for popularity they share; if
   * not, only the batch of the first sequences means something.
   */
  boolean independent();

  /** The overlap of adjacent tokens that a layer aims at; NaN if it has no such target. */
  double overlapTarget(int layer);

  /** What it does, for lists: a few words. */
  String summary();
}
