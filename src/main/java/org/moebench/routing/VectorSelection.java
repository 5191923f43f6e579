// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;

/** Selects the experts of a block of tokens by their keys. */
final class VectorSelection {
  private final RouterConfig config;
  private final VectorGroups groups;
  private final VectorTopK topK;
  private final int[] packed;

  VectorSelection(RouterConfig config) {
    this.config = config;
    this.groups = new VectorGroups(config);
    int candidates = config.keptGroups() * config.groupSize();
    this.packed = new int[Softmax.padded(candidates)];
    Arrays.fill(packed, ScoreKeys.NONE);
    this.topK = new VectorTopK(Softmax.padded(config.experts()), config.routedSlots());
  }

  /**
   * Selects.
   *
   * @param keys rows of keys; those of experts that are not kept may be changed
   * @param length of a row
   * @param count rows
   * @param picks receives the experts, [count][routed slots], by descending key
   */
  void select(int[] keys, int length, int count, int[] picks) {
    int routed = config.routedSlots();
    for (int i = 0; i < count; i++) {
      if (config.groups() == 1) {
        System.arraycopy(topK.of(keys, i * length, length), 0, picks, i * routed, routed);
      } else {
        groups.select(keys, i * length);
        selectKept(keys, i * length, length, picks, i * routed);
      }
    }
  }

  private void selectKept(int[] keys, int at, int length, int[] picks, int to) {
    int routed = config.routedSlots();
    if (config.groupMask() == GroupMask.MINUS_INFINITY) {
      groups.pack(keys, at, packed);
      int[] places = topK.of(packed, 0, packed.length);
      // Without enough finite scores the masked experts compete too: see below.
      if (packed[places[routed - 1]] > ScoreKeys.LOWEST) {
        for (int slot = 0; slot < routed; slot++) {
          picks[to + slot] = groups.expert(places[slot]);
        }
        return;
      }
    }
    groups.mask(keys, at);
    System.arraycopy(topK.of(keys, at, length), 0, picks, to, routed);
  }
}
