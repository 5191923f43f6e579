// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import org.moebench.stats.Shares;

/**
 * Reuse distances of a layer: for a selection, positions since the last selection of that expert in
 * the same sequence. Exact up to {@link #EXACT}; beyond, distances that share their six highest
 * bits count as one.
 */
final class ReuseSums {
  /** Distances below it are counted one by one. */
  static final int EXACT = 1 << 16;

  private static final int EXACT_BITS = 16;
  private static final int SUB_BITS = 5;

  /** Selections by distance; as long as the largest distance needs. */
  long[] distances = new long[64];

  ReuseSums() {}

  void add(int distance) {
    int bucket = bucket(distance);
    if (bucket >= distances.length) {
      grow(bucket + 1);
    }
    distances[bucket]++;
  }

  private void grow(int length) {
    distances = Arrays.copyOf(distances, Math.max(length, 2 * distances.length));
  }

  void add(ReuseSums other) {
    if (other.distances.length > distances.length) {
      distances = Arrays.copyOf(distances, other.distances.length);
    }
    for (int i = 0; i < other.distances.length; i++) {
      distances[i] += other.distances[i];
    }
  }

  private static int bucket(int distance) {
    if (distance < EXACT) {
      return distance;
    }
    int octave = 31 - Integer.numberOfLeadingZeros(distance) - EXACT_BITS;
    int sub = (distance >>> (octave + EXACT_BITS - SUB_BITS)) - (1 << SUB_BITS);
    return EXACT + (octave << SUB_BITS) + sub;
  }

  /** The smallest distance of a bucket. */
  static int distance(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int octave = (bucket - EXACT) >> SUB_BITS;
    int sub = (bucket - EXACT) & ((1 << SUB_BITS) - 1);
    return ((1 << SUB_BITS) + sub) << (octave + EXACT_BITS - SUB_BITS);
  }

  long samples() {
    return Sums.of(distances);
  }

  /** Median distance, the mean of the two middle ones if there are two; 0 without samples. */
  double median() {
    long samples = samples();
    return samples == 0 ? 0 : (at((samples - 1) / 2) + at(samples / 2)) / 2.0;
  }

  /** Share of samples at a distance of at most {@code most}. */
  double within(int most) {
    long sum = 0;
    for (int i = 0; i < distances.length && distance(i) <= most; i++) {
      sum += distances[i];
    }
    return Shares.ratio(sum, samples());
  }

  /** The distance of rank {@code rank}, from 0. */
  private double at(long rank) {
    long below = 0;
    for (int i = 0; i < distances.length; i++) {
      below += distances[i];
      if (below > rank) {
        return distance(i);
      }
    }
    throw new IllegalArgumentException("no rank " + rank);
  }
}
