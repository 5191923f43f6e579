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
    int[] numbers = block.sequences();
    OpenSequence sequence = null;
    for (int r = 0; r < block.size(); r++) {
      if (options.phase().takes(phases[r])) {
        if (sequence == null || sequence.number != numbers[r]) {
          sequence = sequences.of(numbers[r]);
        }
        take(block, r, sequence);
      }
    }
  }

  private void forgetWeights() {
    sums.selections.weights = null;
    sums.caches.forgetWeights();
  }

  private void take(TraceBlock block, int r, OpenSequence sequence) {
    int count = locality(block, r, sequence);
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
  private int locality(TraceBlock block, int r, OpenSequence sequence) {
    int position = block.positions()[r];
    boolean adjacent = sequence.record > 0 && position - sequence.position == 1;
    int count = pick(block.ids(), r * sums.topK);
    if (count > 0) {
      record++;
      int common = select(count, sequence, position);
      int same = sameSlots(block.ids(), r * sums.topK, sequence.slots);
      if (adjacent) {
        sums.pairs[block.phases()[r]].pair(common, same);
      }
      sequence.record = record;
      sequence.position = position;
    }
    return count;
  }

  /** Takes the valid ids of a record to {@link #picks}; how many they are. */
  private int pick(short[] ids, int from) {
    short[] to = picks;
    int count = 0;
    for (int slot = 0; slot < to.length; slot++) {
      short expert = ids[from + slot];
      to[count] = expert;
      count += expert >= 0 ? 1 : 0;
    }
    return count;
  }

  /** Counts the picks and their reuse distances; how many the record before has, too. */
  private int select(int count, OpenSequence sequence, int position) {
    // In locals: after every store the compiler would have to read the fields again.
    short[] experts = picks;
    int[] seen = sequence.seen;
    long[] distances = sums.reuse.distances;
    SelectionSums selections = sums.selections;
    boolean even = (selections.records & SelectionSums.HALF_BLOCK) == 0;
    long[] counts = even ? selections.even : selections.odd;
    int now = record;
    int previous = sequence.record;
    int common = 0;
    for (int i = 0; i < count; i++) {
      short expert = experts[i];
      int last = seen[2 * expert];
      int distance = position - seen[2 * expert + 1];
      seen[2 * expert] = now;
      seen[2 * expert + 1] = position;
      counts[expert]++;
      if (last > 0 && distance >= 0) {
        if (distance < distances.length && distance < ReuseSums.EXACT) {
          distances[distance]++;
        } else {
          sums.reuse.add(distance);
          distances = sums.reuse.distances;
        }
      }
      common += last > 0 && last == previous ? 1 : 0;
    }
    return common;
  }

  /** Slots that hold the same expert as in the record before; keeps those of this one. */
  private static int sameSlots(short[] ids, int from, short[] slots) {
    int same = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      short expert = ids[from + slot];
      same += expert >= 0 && expert == slots[slot] ? 1 : 0;
      slots[slot] = expert;
    }
    return same;
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
            depths[slot], caches.belady, weighted ? caches.beladyWeights : unweighted, weight);
      }
    }
  }
}
