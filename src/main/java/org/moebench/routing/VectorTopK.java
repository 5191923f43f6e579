// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.simd.VectorShapes;

/**
 * The largest keys of a row in descending order, ties to the lower index.
 *
 * <p>The row is seen as 16 columns. A column's maximum that fewer than k others exceed is a lower
 * bound for the k-th largest key, and the smallest such maximum leaves hardly more than k
 * candidates. These are put in order by counting, for each, how many precede it.
 */
final class VectorTopK {
  /** Columns, and candidates that are ordered with vectors; rows are multiples of it. */
  static final int COLUMNS = 16;

  private static final VectorSpecies<Integer> INT = VectorShapes.INT;
  private static final VectorSpecies<Long> LONG = VectorShapes.LONG;
  private static final int LANES = VectorShapes.LANES;

  /** Low bits of a candidate; differences of candidates then fit a long. */
  private static final int PLACE_BITS = 24;

  private static final int LAST_PLACE = (1 << PLACE_BITS) - 1;

  /** Comes after every candidate. */
  private static final long NO_CANDIDATE = (long) ScoreKeys.NONE << PLACE_BITS;

  private final int count;
  private final int[] maxima = new int[COLUMNS];
  private final long[] candidates;
  private final long[] ranks = new long[COLUMNS];
  private final int[] ordered;

  /**
   * @param length longest row
   * @param count keys to find
   */
  VectorTopK(int length, int count) {
    this.count = count;
    this.candidates = new long[Math.max(length, COLUMNS)];
    this.ordered = new int[Math.max(count, COLUMNS)];
  }

  /**
   * Finds the largest keys of {@code keys[at] … keys[at + length - 1]}.
   *
   * @param length multiple of {@link #COLUMNS}; places without an expert hold {@link
   *     ScoreKeys#NONE}
   * @return their indices from {@code at}, in the first {@code count} places; overwritten by the
   *     next call
   */
  int[] of(int[] keys, int at, int length) {
    int threshold = Math.max(threshold(keys, at, length), ScoreKeys.NONE + 1);
    int found = collect(keys, at, length, threshold);
    if (found <= COLUMNS) {
      order(found);
    } else {
      sort(found);
    }
    return ordered;
  }

  private int threshold(int[] keys, int at, int length) {
    if (count > COLUMNS) {
      return ScoreKeys.NONE;
    }
    for (int column = 0; column < COLUMNS; column += LANES) {
      IntVector max = IntVector.fromArray(INT, keys, at + column);
      for (int i = column + COLUMNS; i < length; i += COLUMNS) {
        max = max.max(IntVector.fromArray(INT, keys, at + i));
      }
      max.intoArray(maxima, column);
    }
    int threshold = Integer.MAX_VALUE;
    for (int column = 0; column < COLUMNS; column += LANES) {
      threshold = Math.min(threshold, leastOfTheGreatest(column));
    }
    return threshold;
  }

  /** The smallest of a vector of column maxima that fewer than {@code count} of all exceed. */
  private int leastOfTheGreatest(int column) {
    IntVector max = IntVector.fromArray(INT, maxima, column);
    IntVector greater = IntVector.zero(INT);
    IntVector one = IntVector.broadcast(INT, 1);
    for (int other = 0; other < COLUMNS; other++) {
      IntVector rival = IntVector.broadcast(INT, maxima[other]);
      greater = greater.add(one, max.compare(VectorOperators.LT, rival));
    }
    IntVector enough = IntVector.broadcast(INT, count);
    return max.blend(
            IntVector.broadcast(INT, Integer.MAX_VALUE),
            greater.compare(VectorOperators.GE, enough))
        .reduceLanes(VectorOperators.MIN);
  }

  /**
   * Packs the keys from the threshold on with their places, so that a tie's first one is larger.
   */
  private int collect(int[] keys, int at, int length, int threshold) {
    int found = 0;
    IntVector least = IntVector.broadcast(INT, threshold);
    for (int from = 0; from < length; from += Long.SIZE) {
      // 64 comparisons to a word: fewer loops of unforeseeable length.
      long word = 0;
      for (int i = Math.min(length - from, Long.SIZE) - LANES; i >= 0; i -= LANES) {
        IntVector key = IntVector.fromArray(INT, keys, at + from + i);
        word = (word << LANES) | key.compare(VectorOperators.GE, least).toLong();
      }
      for (; word != 0; word &= word - 1) {
        int place = from + Long.numberOfTrailingZeros(word);
        candidates[found++] = ((long) keys[at + place] << PLACE_BITS) | (LAST_PLACE - place);
      }
    }
    return found;
  }

  private void order(int found) {
    for (int i = found; i < COLUMNS; i++) {
      candidates[i] = NO_CANDIDATE;
    }
    for (int i = 0; i < COLUMNS; i += LONG.length()) {
      LongVector own = LongVector.fromArray(LONG, candidates, i);
      LongVector before = LongVector.zero(LONG);
      for (int other = 0; other < COLUMNS; other++) {
        // The sign of a difference: some machines have no masks of two 64-bit lanes.
        before =
            before.add(
                own.sub(LongVector.broadcast(LONG, candidates[other]))
                    .lanewise(VectorOperators.LSHR, 63));
      }
      before.intoArray(ranks, i);
    }
    for (int i = 0; i < found; i++) {
      ordered[(int) ranks[i]] = place(candidates[i]);
    }
  }

  private void sort(int found) {
    Arrays.sort(candidates, 0, found);
    for (int slot = 0; slot < count; slot++) {
      ordered[slot] = place(candidates[found - 1 - slot]);
    }
  }

  private static int place(long candidate) {
    return LAST_PLACE - ((int) candidate & LAST_PLACE);
  }
}
