// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import org.moebench.trace.TraceBlock;

/** Goes through the records of one layer of one recording and sums up. */
final class LayerPass {
  LayerSums sums;
  OpenSequence[] open;
  LruStack stack;
  LfuCaches lfu;
  BeladyCaches belady;

  /** Records taken so far: their number, from 1, tells them apart. */
  int record;

  private transient ProfileOptions options;
  private transient OpenSequences sequences;
  private transient short[] picks;
  private transient double[] pickWeights;
  private transient double[] unweighted;

  LayerPass() {}

  LayerPass(int layer, boolean hashRouter, int experts, int topK, ProfileOptions options) {
    sums = new LayerSums(layer, hashRouter, experts, topK);
    stack = new LruStack(experts, topK);
    lfu = new LfuCaches(experts);
    belady = new BeladyCaches(experts);
    open = new OpenSequence[0];
    prepare(options);
  }

  /** Allocates what is not part of the state; after it was read back, too. */
  void prepare(ProfileOptions with) {
    options = with;
    sequences = new OpenSequences(sums.experts, sums.topK);
    sequences.restore(open);
    stack.prepare(sums.topK);
    picks = new short[sums.topK];
    pickWeights = new double[sums.topK];
    unweighted = new double[sums.caches.lfu.length];
  }

  /** Whether a state that was read from a file is complete and fits its sums. */
  boolean sound() {
    if (sums == null || open == null || stack == null || lfu == null || belady == null) {
      return false;
    }
    for (OpenSequence sequence : open) {
      if (sequence == null || !sequence.fits(sums.experts, sums.topK)) {
        return false;
      }
    }
    return stack.fits(sums.experts) && lfu.fits(sums.experts) && belady.fits(sums.experts);
  }

  /** Frees all but the sums. */
  void release() {
    open = null;
    stack = null;
    lfu = null;
    belady = null;
    sequences = null;
  }

  /** Puts the open sequences where they are written from. */
  void settle() {
    open = sequences.toArray();
  }

  /** Selections whose order was not recorded. */
  void take(long[] counts) {
    Sums.add(sums.selections.unordered, counts);
    forgetWeights();
  }

  /** Records, in time order. */
  void take(TraceBlock block) {
    if (block.weights() == null) {
      forgetWeights();
    }
    byte[] phases = block.phases();
    for (int r = 0; r < block.size(); r++) {
      if (options.phase().takes(phases[r])) {
        take(block, r);
      }
    }
  }

  private void forgetWeights() {
    sums.selections.weights = null;
    sums.caches.forgetWeights();
  }

  private void take(TraceBlock block, int r) {
    int count = locality(block, r);
    sums.selections.missing += sums.topK - count;
    if (count == 0) {
      return;
    }
    sums.selections.recordings = 1;
    sums.selections.records++;
    sums.selections.phases[block.phases()[r]]++;
    if (block.weights() != null) {
      weights(block, r);
    }
    if (options.caches() != ProfileOptions.Caches.NONE) {
      caches(count, sums.caches.lruWeights != null);
    }
  }

  /** Counts a record's selections and compares it with the one before; how many are valid. */
  private int locality(TraceBlock block, int r) {
    short[] ids = block.ids();
    int topK = sums.topK;
    OpenSequence sequence = sequences.of(block.sequences()[r]);
    int position = block.positions()[r];
    int previous = sequence.record;
    boolean adjacent = previous > 0 && position - sequence.position == 1;
    int[] seen = sequence.seen;
    long[] counts =
        (sums.selections.records & SelectionSums.HALF_BLOCK) == 0
            ? sums.selections.even
            : sums.selections.odd;
    record++;
    int common = 0;
    int same = 0;
    int count = 0;
    for (int slot = 0; slot < topK; slot++) {
      short expert = ids[r * topK + slot];
      same += expert >= 0 && sequence.slots[slot] == expert ? 1 : 0;
      sequence.slots[slot] = expert;
      if (expert < 0) {
        continue;
      }
      int last = seen[2 * expert];
      if (last > 0) {
        int distance = position - seen[2 * expert + 1];
        if (distance >= 0) {
          sums.reuse.add(distance);
        }
        common += last == previous ? 1 : 0;
      }
      seen[2 * expert] = record;
      seen[2 * expert + 1] = position;
      counts[expert]++;
      picks[count++] = expert;
    }
    if (count > 0) {
      if (adjacent) {
        sums.pairs[block.phases()[r]].pair(common, same);
      }
      sequence.record = record;
      sequence.position = position;
    }
    return count;
  }

  private void weights(TraceBlock block, int r) {
    float[] weights = block.weights();
    float[] norms = block.norms();
    float[] maxima = block.maxima();
    short[] ids = block.ids();
    double total = 0;
    int count = 0;
    for (int at = r * sums.topK; at < (r + 1) * sums.topK; at++) {
      if (ids[at] >= 0) {
        pickWeights[count++] = weights[at];
        total += weights[at];
      }
    }
    boolean renormalize = options.gates() == ProfileOptions.Gates.RENORMALIZED && total > 0;
    SaliencySums saliency = sums.saliency;
    if (norms != null && maxima == null) {
      saliency.maxima = null;
    }
    int pick = 0;
    for (int at = r * sums.topK; at < (r + 1) * sums.topK; at++) {
      short expert = ids[at];
      if (expert < 0) {
        continue;
      }
      double weight = pickWeights[pick++];
      if (sums.selections.weights != null) {
        sums.selections.weights[expert] += weight;
      }
      if (norms != null) {
        saliency.add(expert, renormalize ? weight / total : weight, norms[at]);
        if (saliency.maxima != null) {
          saliency.max(expert, maxima[at]);
        }
      }
    }
    saliency.tokens += norms != null ? 1 : 0;
  }

  private void caches(int count, boolean weighted) {
    CacheSums caches = sums.caches;
    stack.use(picks, count);
    int[] depths = stack.depths();
    int[] byToken = stack.depthsByToken();
    for (int slot = 0; slot < count; slot++) {
      if (depths[slot] >= 0) {
        caches.lru[depths[slot]]++;
        caches.lruByToken[byToken[slot]]++;
        if (weighted) {
          caches.lruWeights[depths[slot]] += pickWeights[slot];
        }
      }
    }
    if (options.caches() == ProfileOptions.Caches.ALL) {
      for (int slot = 0; slot < count; slot++) {
        double weight = weighted ? pickWeights[slot] : 0;
        lfu.use(picks[slot], caches.lfu, weighted ? caches.lfuWeights : unweighted, weight);
        belady.use(
            picks[slot], caches.belady, weighted ? caches.beladyWeights : unweighted, weight);
      }
    }
  }
}
