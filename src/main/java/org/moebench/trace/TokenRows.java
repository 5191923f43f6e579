// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows tokens have in a table: a token gets the next one when it is first seen. Kept as runs of
 * consecutive positions in consecutive rows, so that memory depends on sequences rather than on
 * tokens.
 */
final class TokenRows {
  private static final int NONE = -1;

  /** The newest run of each sequence. */
  private final Map<Integer, Integer> newest = new HashMap<>();

  private int[] sequences = new int[16];
  private int[] positions = new int[16];
  private int[] firstRows = new int[16];

  /** The run of the same sequence before each run. */
  private int[] older = new int[16];

  /** The highest position of the sequence up to each run. */
  private int[] highest = new int[16];

  private int runs;
  private int rows;

  /** The run found last; the next token is mostly in it or in the next one. */
  private int last;

  /**
   * Where some tokens of consecutive positions are.
   *
   * @param first row of the first
   * @param count how many have consecutive rows
   * @param fresh whether these rows are new
   */
  record Place(int first, int count, boolean fresh) {}

  /** Rows given so far. */
  int rows() {
    return rows;
  }

  /**
   * Finds or gives the row of a token and of as many of the next positions as have rows in sequence
   * with it.
   *
   * @param most tokens asked for, at least 1
   * @throws ArithmeticException if the rows exceed 2<sup>31</sup> - 1
   */
  Place place(int sequence, int position, int most) {
    int run = find(sequence, position);
    if (run != NONE) {
      last = run;
      int within = position - positions[run];
      return new Place(firstRows[run] + within, Math.min(most, length(run) - within), false);
    }
    int first = rows;
    int end = newest.getOrDefault(sequence, NONE);
    // Below the highest position some of the next ones may be known: one at a time.
    int count = end == NONE || position > highest[end] ? most : 1;
    rows = Math.addExact(rows, count);
    extend(sequence, position, first, count);
    return new Place(first, count, true);
  }

  private int find(int sequence, int position) {
    if (holds(last, sequence, position)) {
      return last;
    }
    if (holds(last + 1, sequence, position)) {
      return last + 1;
    }
    int run = newest.getOrDefault(sequence, NONE);
    if (run == NONE || position > highest[run]) {
      return NONE;
    }
    while (run != NONE && !holds(run, sequence, position)) {
      run = older[run];
    }
    return run;
  }

  private boolean holds(int run, int sequence, int position) {
    return run < runs
        && sequences[run] == sequence
        && position >= positions[run]
        && position - positions[run] < length(run);
  }

  private int length(int run) {
    return (run + 1 < runs ? firstRows[run + 1] : rows) - firstRows[run];
  }

  private void extend(int sequence, int position, int first, int count) {
    int run = runs - 1;
    boolean continues =
        run >= 0
            && sequences[run] == sequence
            && position == positions[run] + (first - firstRows[run]);
    if (!continues) {
      run = add(sequence, position, first);
    }
    highest[run] = Math.max(highest[run], position + count - 1);
    last = run;
  }

  private int add(int sequence, int position, int first) {
    if (runs == sequences.length) {
      int longer = Math.addExact(runs, runs / 2);
      sequences = Arrays.copyOf(sequences, longer);
      positions = Arrays.copyOf(positions, longer);
      firstRows = Arrays.copyOf(firstRows, longer);
      older = Arrays.copyOf(older, longer);
      highest = Arrays.copyOf(highest, longer);
    }
    Integer before = newest.put(sequence, runs);
    sequences[runs] = sequence;
    positions[runs] = position;
    firstRows[runs] = first;
    older[runs] = before == null ? NONE : before;
    highest[runs] = before == null ? position : highest[before];
    return runs++;
  }
}
