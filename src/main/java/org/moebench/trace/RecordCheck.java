// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.Arrays;

/**
 * What every record of a trace must keep to, whatever its format: ids below E and distinct, weights
 * finite, norms finite and not negative, maxima finite. A slot that does not is reported and, if
 * the reader goes on, becomes {@link TraceBlock#MISSING}; figures of missing slots become 0 unseen.
 * Not for several threads at once.
 */
final class RecordCheck {
  /** Where the slots of a block come from; asked only about slots that are wrong. */
  @FunctionalInterface
  interface Origin {
    /** The place of a slot in its file, for example {@code token 17, layer 3, slot 2}. */
    String place(int record, int slot);

    /**
     * An id as the file has it.
     *
     * @param held the id in the block; the largest short stands for itself and all above
     */
    default String id(int record, int slot, short held) {
      return held == Short.MAX_VALUE ? held + " or more" : String.valueOf(held);
    }
  }

  private final String source;
  private final TraceHeader header;
  private final TraceProblems problems;

  /** The record in which an expert was last seen; counts on from block to block. */
  private final int[] seen;

  private int stamp;

  /** A check of the records of one trace. */
  RecordCheck(String source, TraceHeader header, TraceProblems problems) {
    this.source = source;
    this.header = header;
    this.problems = problems;
    this.seen = new int[header.experts()];
  }

  /**
   * Checks the records of a block and takes out what is wrong.
   *
   * @param block ids above the largest short are held as it; negative ones count as missing
   */
  void check(TraceBlock block, Origin origin) {
    ids(block, origin);
    figures(block, block.weights(), "weight", -Float.MAX_VALUE, origin);
    figures(block, block.norms(), "norm", 0, origin);
    figures(block, block.maxima(), "max", -Float.MAX_VALUE, origin);
    clearMissing(block);
  }

  private void ids(TraceBlock block, Origin origin) {
    short[] ids = block.ids();
    int topK = block.topK();
    int experts = seen.length;
    for (int record = 0; record < block.size(); record++) {
      int current = nextStamp();
      int row = record * topK;
      for (int slot = 0; slot < topK; slot++) {
        int id = ids[row + slot];
        if (id < 0) {
          ids[row + slot] = TraceBlock.MISSING;
        } else if (id >= experts || seen[id] == current) {
          refuse(block, record, slot, wrongId(block, record, slot, origin), origin);
        } else {
          seen[id] = current;
        }
      }
    }
  }

  private int nextStamp() {
    if (stamp == Integer.MAX_VALUE) {
      Arrays.fill(seen, 0);
      stamp = 0;
    }
    return ++stamp;
  }

  private String wrongId(TraceBlock block, int record, int slot, Origin origin) {
    int row = record * block.topK();
    short id = block.ids()[row + slot];
    String text = origin.id(record, slot, id);
    if (id >= header.experts()) {
      return header.expertsStated()
          ? "id %s of %d experts: expected 0 to %d"
              .formatted(text, header.experts(), header.experts() - 1)
          : "id %s: expected at most %d".formatted(text, TraceHeader.MOST_EXPERTS - 1);
    }
    int earlier = 0;
    while (block.ids()[row + earlier] != id) {
      earlier++;
    }
    return "id %s again, as in slot %d: the experts of a token must be distinct"
        .formatted(text, earlier);
  }

  private void figures(TraceBlock block, float[] figures, String name, float least, Origin origin) {
    if (figures == null) {
      return;
    }
    int end = block.size() * block.topK();
    for (int i = 0; i < end; i++) {
      float figure = figures[i];
      boolean right = figure >= least && figure <= Float.MAX_VALUE;
      if (!right && block.ids()[i] >= 0) {
        String expected = least == 0 ? "a finite number, not negative" : "a finite number";
        refuse(
            block,
            i / block.topK(),
            i % block.topK(),
            "%s %s: expected %s".formatted(name, figure, expected),
            origin);
      }
    }
  }

  private void refuse(TraceBlock block, int record, int slot, String what, Origin origin) {
    problems.report(source, origin.place(record, slot), what);
    block.ids()[record * block.topK() + slot] = TraceBlock.MISSING;
  }

  private static void clearMissing(TraceBlock block) {
    int end = block.size() * block.topK();
    for (float[] figures : new float[][] {block.weights(), block.norms(), block.maxima()}) {
      if (figures != null) {
        for (int i = 0; i < end; i++) {
          figures[i] = block.ids()[i] < 0 ? 0 : figures[i];
        }
      }
    }
  }
}
