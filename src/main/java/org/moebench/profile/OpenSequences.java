// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sequences of a layer that may still go on. Their number is bounded: if there are too many,
 * the one that rested longest is closed, and if it goes on after all it starts anew.
 */
final class OpenSequences {
  private static final int MOST = 1024;
  private static final int MOST_IDS = 1 << 18;

  private final int experts;
  private final int topK;
  private final int most;
  private final Map<Integer, OpenSequence> open = new LinkedHashMap<>(16, 0.75f, true);

  OpenSequences(int experts, int topK) {
    this.experts = experts;
    this.topK = topK;
    this.most = Math.max(16, Math.min(MOST, MOST_IDS / experts));
  }

  OpenSequence of(int number) {
    OpenSequence sequence = open.get(number);
    return sequence == null ? open(number) : sequence;
  }

  private OpenSequence open(int number) {
    OpenSequence sequence;
    if (open.size() == most) {
      Iterator<OpenSequence> oldest = open.values().iterator();
      sequence = oldest.next();
      oldest.remove();
    } else {
      sequence = new OpenSequence(experts, topK);
    }
    sequence.start(number);
    open.put(number, sequence);
    return sequence;
  }

  /** Those that are open, the one that rested longest first. */
  OpenSequence[] toArray() {
    return open.values().toArray(new OpenSequence[0]);
  }

  /** Goes on with sequences that {@link #toArray} gave. */
  void restore(OpenSequence[] sequences) {
    open.clear();
    for (OpenSequence sequence : sequences) {
      open.put(sequence.number, sequence);
    }
  }
}
