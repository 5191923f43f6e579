// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;

/**
 * The experts of a layer by how recently they were used: gives the hits of least-recently-used
 * caches of all sizes at once (Mattson's stack distances), a whole token in one walk.
 */
final class LruStack {
  /** The experts used so far, the latest first, [experts]. */
  short[] order;

  int used;

  private transient short[] kept;
  private transient int[] slotOf;
  private transient int[] depths;
  private transient int[] sequential;

  LruStack() {}

  LruStack(int experts, int topK) {
    order = new short[experts];
    prepare(topK);
  }

  boolean fits(int experts) {
    return order != null && order.length == experts && used >= 0 && used <= experts;
  }

  /** Allocates what is not part of the state. */
  void prepare(int topK) {
    kept = new short[order.length];
    slotOf = new int[order.length];
    Arrays.fill(slotOf, -1);
    depths = new int[topK];
    sequential = new int[topK];
  }

  /**
   * Uses a token's experts, slot after slot.
   *
   * @param picks distinct experts
   * @param count how many of them
   */
  void use(short[] picks, int count) {
    for (int slot = 0; slot < count; slot++) {
      slotOf[picks[slot]] = slot;
      depths[slot] = -1;
    }
    int found = 0;
    int depth = 0;
    int keep = 0;
    for (; depth < used && found < count; depth++) {
      short expert = order[depth];
      int slot = slotOf[expert];
      if (slot < 0) {
        kept[keep++] = expert;
      } else {
        depths[slot] = depth;
        found++;
      }
    }
    System.arraycopy(kept, 0, order, count, keep);
    for (int slot = 0; slot < count; slot++) {
      order[count - 1 - slot] = picks[slot];
      slotOf[picks[slot]] = -1;
    }
    used += count - found;
    inTurn(count);
  }

  /** Depths if each slot is used before the next is looked up. */
  private void inTurn(int count) {
    for (int slot = 0; slot < count; slot++) {
      int depth = depths[slot];
      int over = 0;
      for (int before = 0; before < slot && depth >= 0; before++) {
        over += depths[before] < 0 || depths[before] > depth ? 1 : 0;
      }
      sequential[slot] = depth < 0 ? -1 : depth + over;
    }
  }

  /** Experts used since the last use of each slot's expert; -1 if it was never used. */
  int[] depths() {
    return sequential;
  }

  /** The same before the token: its slots looked up together. */
  int[] depthsByToken() {
    return depths;
  }
}
