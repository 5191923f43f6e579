// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.stream.IntStream;

/**
 * Hits of caches that hold whole experts of one layer: empty at the start of each recording, kept
 * across its sequences, touched slot after slot.
 */
final class CacheSums {
  private static final int[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 384};

  /** Hits by depth in the stack of least recently used experts: caches larger than it hit. */
  long[] lru;

  /** The same if all slots of a token are looked up before any is inserted. */
  long[] lruByToken;

  /** Weights of the hits in {@link #lru}; null if any record came without. */
  double[] lruWeights;

  /** Hits of least frequently used and of Belady's optimum by the number of the size. */
  long[] lfu;

  long[] belady;

  /** Weights of those hits; null if any record came without. */
  double[] lfuWeights;

  double[] beladyWeights;

  CacheSums() {}

  CacheSums(int experts) {
    int sizes = sizes(experts).length;
    lru = new long[experts];
    lruByToken = new long[experts];
    lruWeights = new double[experts];
    lfu = new long[sizes];
    belady = new long[sizes];
    lfuWeights = new double[sizes];
    beladyWeights = new double[sizes];
  }

  /** The published sizes that are not above the number of experts. */
  static int[] sizes(int experts) {
    return IntStream.of(SIZES).filter(size -> size <= experts).toArray();
  }

  void add(CacheSums other) {
    Sums.add(lru, other.lru);
    Sums.add(lruByToken, other.lruByToken);
    Sums.add(lfu, other.lfu);
    Sums.add(belady, other.belady);
    lruWeights = Sums.addOrNull(lruWeights, other.lruWeights);
    lfuWeights = Sums.addOrNull(lfuWeights, other.lfuWeights);
    beladyWeights = Sums.addOrNull(beladyWeights, other.beladyWeights);
  }

  void forgetWeights() {
    lruWeights = null;
    lfuWeights = null;
    beladyWeights = null;
  }
}
