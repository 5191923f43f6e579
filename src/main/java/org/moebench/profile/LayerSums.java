// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

/**
 * All that is kept of a layer. Sums of two recordings add up to those of both, so that {@code
 * profile merge} gives what one run over all files gives. {@link LayerFigures} and {@link
 * SaliencyFigures} read them.
 */
public final class LayerSums {
  /** Number of the layer in the model. */
  int layer;

  /** Whether its experts follow from the token alone. */
  boolean hashRouter;

  int experts;
  int topK;
  SelectionSums selections;

  /** Pairs by the {@link org.moebench.trace.TracePhase} of the later token. */
  PairSums[] pairs;

  ReuseSums reuse;
  CacheSums caches;
  SaliencySums saliency;

  LayerSums() {}

  LayerSums(int layer, boolean hashRouter, int experts, int topK) {
    this.layer = layer;
    this.hashRouter = hashRouter;
    this.experts = experts;
    this.topK = topK;
    selections = new SelectionSums(experts);
    pairs = new PairSums[] {new PairSums(topK), new PairSums(topK), new PairSums(topK)};
    reuse = new ReuseSums();
    caches = new CacheSums(experts);
    saliency = new SaliencySums(experts);
  }

  /** Number of the layer in the model. */
  public int layer() {
    return layer;
  }

  /** The pairs of all phases. */
  PairSums allPairs() {
    PairSums all = new PairSums(topK);
    for (PairSums phase : pairs) {
      all.add(phase);
    }
    return all;
  }

  /** Adds what another recording says of the same layer. */
  void add(LayerSums other) {
    hashRouter |= other.hashRouter;
    selections.add(other.selections);
    for (int phase = 0; phase < pairs.length; phase++) {
      pairs[phase].add(other.pairs[phase]);
    }
    reuse.add(other.reuse);
    caches.add(other.caches);
    saliency.add(other.saliency);
  }
}
