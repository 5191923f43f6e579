// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.Arrays;
import org.moebench.gemm.Workspace;

/**
 * How the slots of a batch are grouped for one call. A slot has a position; a segment is a range of
 * positions that one expert computes together.
 *
 * <p>Below the sort threshold every slot is a segment of its own, in order. From it on, slots are
 * sorted by expert (stable, so that the grouping depends on the batch alone) and an expert's slots
 * form segments of at most {@link Workspace#ROW_BLOCK}. Slots without an expert (id -1, padding)
 * have no position.
 */
final class Dispatch {
  private final int experts;
  private final int[] pairs;
  private final int[] segmentExpert;
  private final int[] segmentStart;
  private final int[] next;
  private int positions;
  private int segments;
  private int longest;
  private boolean sorted;

  /** Allocates for batches of that many slots in all. */
  Dispatch(int experts, int slots) {
    this.experts = experts;
    pairs = new int[slots];
    segmentExpert = new int[slots];
    segmentStart = new int[slots + 1];
    next = new int[experts + 1];
  }

  /**
   * Groups a batch.
   *
   * @param ids expert per slot, or -1
   * @param threshold slots from which they are sorted
   * @throws IllegalArgumentException naming the first id that is no expert
   */
  void plan(int[] ids, int threshold) {
    sorted = ids.length >= threshold;
    segments = 0;
    count(ids);
    if (sorted) {
      sort(ids);
    } else {
      takeInOrder(ids);
    }
    segmentStart[segments] = positions;
    longest = segments == 0 ? 0 : 1;
    for (int s = 0; s < segments; s++) {
      longest = Math.max(longest, rows(s));
    }
  }

  /** Checks the ids and counts each expert's slots into {@code next[expert + 1]}. */
  private void count(int[] ids) {
    Arrays.fill(next, 0);
    positions = 0;
    for (int pair = 0; pair < ids.length; pair++) {
      int id = ids[pair];
      if (id < -1 || id >= experts) {
        throw new IllegalArgumentException(
            "slot " + pair + " has expert " + id + ", there are " + experts);
      }
      if (id >= 0) {
        next[id + 1]++;
        positions++;
      }
    }
  }

  private void takeInOrder(int[] ids) {
    for (int pair = 0; pair < ids.length; pair++) {
      if (ids[pair] >= 0) {
        pairs[segments] = pair;
        segmentExpert[segments] = ids[pair];
        segmentStart[segments] = segments;
        segments++;
      }
    }
  }

  private void sort(int[] ids) {
    for (int e = 0; e < experts; e++) {
      int rows = next[e + 1];
      next[e + 1] += next[e];
      for (int row = 0; row < rows; row += Workspace.ROW_BLOCK) {
        segmentExpert[segments] = e;
        segmentStart[segments] = next[e] + row;
        segments++;
      }
    }
    for (int pair = 0; pair < ids.length; pair++) {
      if (ids[pair] >= 0) {
        pairs[next[ids[pair]]++] = pair;
      }
    }
  }

  /** Whether slots were sorted by expert. */
  boolean sorted() {
    return sorted;
  }

  /** Slots with an expert. */
  int positions() {
    return positions;
  }

  /** The slot at a position: {@code token · slots + slot}. */
  int pair(int position) {
    return pairs[position];
  }

  int segments() {
    return segments;
  }

  /** The expert of a segment. */
  int expert(int segment) {
    return segmentExpert[segment];
  }

  /** First position of a segment. */
  int start(int segment) {
    return segmentStart[segment];
  }

  /** Positions of a segment. */
  int rows(int segment) {
    return segmentStart[segment + 1] - segmentStart[segment];
  }

  /** Positions of the longest segment. */
  int longest() {
    return longest;
  }
}
