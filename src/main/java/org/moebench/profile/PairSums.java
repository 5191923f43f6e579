// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import org.moebench.stats.Shares;

/**
 * Adjacent pairs of tokens in a layer: a record and the previous one of its sequence, if their
 * positions differ by one.
 */
final class PairSums {
  /** Consecutive pairs whose mean counts as one observation of how far means scatter. */
  static final int BATCH = 64;

  /** Pairs by the number of experts they have in common, [topK + 1]. */
  long[] common;

  /** Slots that hold the same expert in both. */
  long sameSlots;

  /** Batches, the sum of their means of common experts, and the sum of those means' squares. */
  long batches;

  double means;
  double squares;

  /** The batch not complete yet. */
  int batched;

  long batchedCommon;

  PairSums() {}

  PairSums(int topK) {
    common = new long[topK + 1];
  }

  void pair(int both, int same) {
    common[both]++;
    sameSlots += same;
    batchedCommon += both;
    if (++batched == BATCH) {
      double mean = (double) batchedCommon / BATCH;
      means += mean;
      squares += mean * mean;
      batches++;
      batched = 0;
      batchedCommon = 0;
    }
  }

  /**
   * Merges pairs of another recording; pairs in incomplete batches count in all but the scatter.
   */
  void add(PairSums other) {
    Sums.add(common, other.common);
    sameSlots += other.sameSlots;
    batches += other.batches;
    means += other.means;
    squares += other.squares;
    batched = 0;
    batchedCommon = 0;
  }

  long pairs() {
    return Sums.of(common);
  }

  /** Mean number of common experts; 0 without pairs. */
  double meanCommon() {
    long sum = 0;
    for (int c = 0; c < common.length; c++) {
      sum += c * common[c];
    }
    return Shares.ratio(sum, pairs());
  }

  /** Mean of common experts over those that either token takes; 0 without pairs. */
  double jaccard() {
    int topK = common.length - 1;
    double sum = 0;
    for (int c = 0; c <= topK; c++) {
      sum += common[c] * ((double) c / (2 * topK - c));
    }
    return Shares.ratio(sum, (double) pairs());
  }

  /** Mean share of slots that hold the same expert; 0 without pairs. */
  double positionStability() {
    return Shares.ratio(sameSlots, pairs() * (common.length - 1));
  }
}
