// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Random traces of all shapes for tests; equal seeds give equal traces. */
final class RandomTrace {
  private final Random random;
  private final boolean oneSequence;

  private RandomTrace(long seed, boolean oneSequence) {
    this.random = new Random(seed);
    this.oneSequence = oneSequence;
  }

  /** Several sequences, one after another or in batches, with or without figures and phases. */
  static MemoryTrace of(long seed) {
    return new RandomTrace(seed, false).trace(seed);
  }

  /** Ids of one sequence from position 0 on, without figures. */
  static MemoryTrace ofOneSequence(long seed) {
    return new RandomTrace(seed, true).trace(seed);
  }

  private MemoryTrace trace(long seed) {
    TraceHeader header = header();
    int[][] tokens = oneSequence ? sequence(0, 1 + random.nextInt(40)) : tokens();
    byte[] phases = phases(tokens[1]);
    boolean[] figures = {!oneSequence && random.nextBoolean(), random.nextBoolean()};
    List<TraceBlock> blocks = new ArrayList<>();
    int step = 1 + random.nextInt(tokens[0].length);
    for (int start = 0; start < tokens[0].length; start += step) {
      for (int layer = 0; layer < header.layers().size(); layer++) {
        int end = Math.min(tokens[0].length, start + step);
        blocks.add(block(header, layer, tokens, phases, start, end, figures));
      }
    }
    return new MemoryTrace("random trace " + seed, header, blocks);
  }

  private TraceHeader header() {
    int experts = 1 + random.nextInt(300);
    int topK = 1 + random.nextInt(Math.min(experts, 9));
    List<Integer> layers =
        IntStream.range(0, 1 + random.nextInt(5)).map(i -> 3 * i + 1).boxed().toList();
    Set<Integer> hash = random.nextBoolean() ? Set.of() : Set.of(layers.get(0));
    return random.nextBoolean()
        ? new TraceHeader("m \"quoted\" ü", "s\\t", "Apache-2.0", experts, true, topK, layers, hash)
        : new TraceHeader(
            TraceHeader.NOT_STATED,
            TraceHeader.NOT_STATED,
            TraceHeader.NOT_STATED,
            experts,
            true,
            topK,
            layers,
            hash);
  }

  private static int[][] sequence(int number, int length) {
    int[] numbers = IntStream.range(0, length).map(i -> number).toArray();
    return new int[][] {numbers, IntStream.range(0, length).toArray()};
  }

  /** Sequences and positions of the tokens, in time order. */
  private int[][] tokens() {
    int sequences = 1 + random.nextInt(4);
    boolean batched = random.nextBoolean();
    int[] next = random.ints(sequences, 0, 3).toArray();
    int[][] tokens = new int[2][1 + random.nextInt(60)];
    for (int i = 0; i < tokens[0].length; i++) {
      int sequence = batched ? i % sequences : i * sequences / tokens[0].length;
      tokens[0][i] = sequence * 1000;
      tokens[1][i] = next[sequence]++;
      next[sequence] += random.nextInt(8) == 0 ? 2 : 0;
    }
    return tokens;
  }

  private byte[] phases(int[] positions) {
    byte[] phases = new byte[positions.length];
    int split = random.nextInt(30);
    boolean stated = random.nextBoolean();
    for (int i = 0; i < phases.length && stated; i++) {
      phases[i] = (positions[i] < split ? TracePhase.PROMPT : TracePhase.GENERATED).code();
    }
    return phases;
  }

  private TraceBlock block(
      TraceHeader header,
      int layer,
      int[][] tokens,
      byte[] phases,
      int start,
      int end,
      boolean[] figures) {
    int topK = header.topK();
    TraceBlock block = new TraceBlock(end - start + random.nextInt(3), topK);
    block.start(layer, start, end - start);
    for (int i = 0; i < end - start; i++) {
      block.sequences()[i] = tokens[0][start + i];
      block.positions()[i] = tokens[1][start + i];
      block.phases()[i] = phases[start + i];
      ids(header.experts(), block.ids(), i * topK, topK);
    }
    if (figures[0]) {
      fill(block, block.fillWeights(), -1);
      if (figures[1]) {
        fill(block, block.fillNorms(), 0);
        fill(block, block.fillMaxima(), -1);
      }
    }
    return block;
  }

  private void ids(int experts, short[] ids, int offset, int topK) {
    Set<Integer> taken = new TreeSet<>();
    for (int i = 0; i < topK; i++) {
      int id = random.nextInt(experts);
      boolean missing = !taken.add(id) || random.nextInt(20) == 0;
      ids[offset + i] = missing ? TraceBlock.MISSING : (short) id;
    }
  }

  /** Floats of all magnitudes; 0 where slots are missing. */
  private void fill(TraceBlock block, float[] figures, int least) {
    for (int i = 0; i < block.size() * block.topK(); i++) {
      float figure = Float.intBitsToFloat(random.nextInt(0x7f800000));
      boolean negative = least < 0 && random.nextBoolean();
      figures[i] = block.ids()[i] < 0 ? 0 : negative ? -figure : figure;
    }
  }
}
