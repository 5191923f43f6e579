// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundOrderTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

  @Test
  void everyOrderIsAPermutation() {
    for (int round = 0; round < 10; round++) {
      assertThat(RoundOrder.shuffled(ITEMS, 42, round)).containsExactlyInAnyOrderElementsOf(ITEMS);
    }
  }

  @Test
  void ordersDependOnSeedAndRoundOnly() {
    assertThat(RoundOrder.shuffled(ITEMS, 42, 3)).isEqualTo(RoundOrder.shuffled(ITEMS, 42, 3));
    Set<List<Integer>> orders = new HashSet<>();
    for (int round = 0; round < 10; round++) {
      orders.add(RoundOrder.shuffled(ITEMS, 42, round));
      orders.add(RoundOrder.shuffled(ITEMS, 43, round));
    }
    assertThat(orders).hasSize(20);
  }
}
