// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

/** Selections of a layer's experts. */
final class SelectionSums {
  /** Records that go to one half before the other has its turn. */
  static final int HALF_BLOCK = 64;

  /** Recordings with at least one record: each begins with empty caches. */
  long recordings;

  /** Tokens with at least one selection. */
  long records;

  /** Slots that hold no expert, in those and in other tokens. */
  long missing;

  /** Records by {@link org.moebench.trace.TracePhase}. */
  long[] phases = new long[3];

  /** Selections per expert [experts] of the records in even and in odd blocks, in turn. */
  long[] even;

  long[] odd;

  /** Selections per expert [experts] that came as counts, without order. */
  long[] unordered;

  /** Sums of gate weights [experts]; null if any record came without. */
  double[] weights;

  SelectionSums() {}

  SelectionSums(int experts) {
    even = new long[experts];
    odd = new long[experts];
    unordered = new long[experts];
    weights = new double[experts];
  }

  /** Selections per expert. */
  long[] counts() {
    long[] counts = new long[even.length];
    for (int e = 0; e < counts.length; e++) {
      counts[e] = even[e] + odd[e] + unordered[e];
    }
    return counts;
  }

  void add(SelectionSums other) {
    recordings += other.recordings;
    records += other.records;
    missing += other.missing;
    Sums.add(phases, other.phases);
    Sums.add(even, other.even);
    Sums.add(odd, other.odd);
    Sums.add(unordered, other.unordered);
    weights = Sums.addOrNull(weights, other.weights);
  }
}
