// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;

/**
 * A virtual gate run over pairs measured before. Whole rounds are drawn, the same for all cells, in
 * blocks of consecutive ones: what cells share at a time, and what lasts, stays together. No round
 * is drawn twice in a run.
 */
final class ResampledPairs implements PairSource {
  /** Consecutive rounds that stay together. */
  static final int BLOCK = 4;

  private final Map<String, Pair[]> table;
  private final List<Integer> order;
  private int used;

  /**
   * @param table pairs of each cell by round
   * @param rounds number of rounds in it
   * @param seed of the draw
   */
  ResampledPairs(Map<String, Pair[]> table, int rounds, long seed) {
    this.table = table;
    this.order = order(rounds, seed);
  }

  /** All rounds in random order: the circle of rounds is cut at a random place into blocks. */
  static List<Integer> order(int rounds, long seed) {
    Random random = new Random(seed);
    int start = random.nextInt(rounds);
    List<List<Integer>> blocks = new ArrayList<>();
    for (int i = 0; i < rounds; i += BLOCK) {
      List<Integer> block = new ArrayList<>();
      for (int j = i; j < Math.min(i + BLOCK, rounds); j++) {
        block.add((start + j) % rounds);
      }
      blocks.add(block);
    }
    Collections.shuffle(blocks, random);
    return blocks.stream().flatMap(List::stream).toList();
  }

  @Override
  public boolean affords(List<GateCell> cells, int pairs) {
    return used + pairs <= order.size();
  }

  @Override
  public Measured measure(List<GateCell> cells, Stage stage, int pairs) {
    List<Pair> measured = new ArrayList<>();
    for (int round : order.subList(used, used + pairs)) {
      for (GateCell cell : cells) {
        Pair pair = table.get(cell.id())[round];
        measured.add(
            new Pair(cell.id(), stage, round, pair.headFirst(), pair.base(), pair.head(), null));
      }
    }
    used += pairs;
    return Measured.of(measured);
  }
}
