// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.moebench.trace.MemoryTrace;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TracePhase;

/** Traces with sequences in turn, gaps, missing slots, weights and norms. */
public final class RandomTraces {
  private RandomTraces() {}

  /** A trace that depends on the seed only; its tokens keep half of their experts. */
  public static MemoryTrace of(long seed, int experts, int topK, int layers, int tokens) {
    TraceHeader sizes = TraceHeader.of(experts, topK, layers);
    TraceHeader header =
        new TraceHeader(
            "random",
            "seed",
            TraceHeader.NOT_STATED,
            experts,
            true,
            topK,
            sizes.layers(),
            layers > 1 ? Set.of(0) : Set.of());
    Random random = new Random(seed);
    List<TraceBlock> blocks = new ArrayList<>();
    short[][] last = new short[layers][topK];
    for (int from = 0; from < tokens; from += 50) {
      int size = Math.min(50, tokens - from);
      for (int layer = 0; layer < layers; layer++) {
        TraceBlock block = new TraceBlock(size, topK);
        block.start(layer, from, size);
        for (int r = 0; r < size; r++) {
          int token = from + r;
          block.sequences()[r] = token / 40 % 3;
          block.positions()[r] = token / 120 * 40 + token % 40 + token / 300;
          block.phases()[r] = (token % 40 < 15 ? TracePhase.PROMPT : TracePhase.GENERATED).code();
          pick(random, experts, last[layer], block, r);
        }
        blocks.add(block);
      }
    }
    return new MemoryTrace("random-" + seed, header, blocks);
  }

  private static void pick(Random random, int experts, short[] last, TraceBlock block, int r) {
    int topK = last.length;
    List<Short> picks = new ArrayList<>();
    for (short expert : last) {
      if (random.nextBoolean() && !picks.contains(expert)) {
        picks.add(expert);
      }
    }
    while (picks.size() < topK) {
      short pick = (short) (random.nextDouble() * random.nextDouble() * experts);
      if (!picks.contains(pick)) {
        picks.add(pick);
      }
    }
    for (int slot = 0; slot < topK; slot++) {
      int at = r * topK + slot;
      last[slot] = picks.get(slot);
      boolean missing = random.nextInt(50) == 0;
      block.ids()[at] = missing ? TraceBlock.MISSING : last[slot];
      block.fillWeights()[at] = missing ? 0 : random.nextFloat();
      block.fillNorms()[at] = missing ? 0 : 3 * random.nextFloat() + last[slot];
      block.fillMaxima()[at] = missing ? 0 : random.nextFloat() - 0.5f;
    }
  }
}
