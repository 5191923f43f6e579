// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;

/** What one layer has to remember of a sequence. */
final class OpenSequence {
  int number;

  /** Number of its last record in the layer, from 1, and that record's position; 0 before it. */
  int record;

  int position;

  /** The slots of its last record. */
  short[] slots;

  /** For each expert in turn: its last record in this sequence, from 1, and its position. */
  int[] seen;

  OpenSequence() {}

  OpenSequence(int experts, int topK) {
    slots = new short[topK];
    seen = new int[2 * experts];
  }

  boolean fits(int experts, int topK) {
    return slots != null && slots.length == topK && seen != null && seen.length == 2 * experts;
  }

  void start(int newNumber) {
    number = newNumber;
    record = 0;
    Arrays.fill(seen, 0);
  }
}
