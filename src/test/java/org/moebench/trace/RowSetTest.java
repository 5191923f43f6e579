// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowSetTest {
  @Test
  void agreesWithABitSet() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      RowSet set = new RowSet();
      BitSet expected = new BitSet();
      for (int i = 0; i < 60; i++) {
        int first = random.nextInt(100);
        int count = 1 + random.nextInt(5);
        int known = expected.nextSetBit(first);
        boolean free = known < 0 || known >= first + count;
        assertThat(set.add(first, count)).isEqualTo(free ? -1 : known);
        if (free) {
          expected.set(first, first + count);
        }
      }
    }
  }
}
