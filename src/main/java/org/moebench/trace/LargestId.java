// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/** Searches an array of ids for the largest, for traces that do not state how many experts. */
final class LargestId {
  /** Largest value of one unsigned byte: the one unsigned type whose largest value may be an id. */
  private static final int BYTE = 255;

  private final String name;
  private final NpyArray ids;
  private final int slots;
  private final short[] block;
  private final int range;
  private final TraceProblems problems;

  /**
   * @param name the file, for messages
   * @param slots those of each row that count
   * @param range tokens to read at a time
   */
  LargestId(String name, NpyArray ids, int slots, int range, TraceProblems problems) {
    this.name = name;
    this.ids = ids;
    this.slots = slots;
    this.range = range;
    this.block = new short[Math.multiplyExact(range, slots)];
    this.problems = problems;
  }

  /**
   * The largest id, -1 if there is none. Those above what an id may be are left to {@link
   * RecordCheck}.
   */
  int find() {
    boolean bytes = ids.allBitsSet() == BYTE;
    int largest = search(bytes ? -1 : ids.allBitsSet());
    if (bytes && largest == BYTE) {
      problems.report(
          name,
          TraceArrays.IDS,
          "of type u1 with 255 in it, an expert or a missing id: state the number of experts"
              + " (num_experts)");
      largest = search(BYTE);
    }
    return largest;
  }

  private int search(long missing) {
    int largest = -1;
    for (long token = 0; token < ids.tokens(); token += range) {
      int count = (int) Math.min(range, ids.tokens() - token);
      for (int layer = 0; layer < ids.layers(); layer++) {
        ids.ids(layer, token, count, slots, missing, block);
        for (int i = 0; i < count * slots; i++) {
          largest = block[i] == Short.MAX_VALUE ? largest : Math.max(largest, block[i]);
        }
      }
    }
    return largest;
  }
}
