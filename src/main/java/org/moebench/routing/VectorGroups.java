// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.simd.VectorShapes;

/** Finds the groups of a token that are kept, and packs or masks its keys accordingly. */
final class VectorGroups {
  private static final VectorSpecies<Integer> INT = VectorShapes.INT;
  private static final VectorSpecies<Double> DOUBLE = VectorShapes.DOUBLE;
  private static final int LANES = VectorShapes.LANES;

  /** Not every machine has masks of two 64-bit lanes: C2 then makes objects of them. */
  private static final boolean MASKS = DOUBLE.length() > 2;

  private final RouterConfig config;
  private final int size;
  private final double[] scores;
  private final int[] kept;

  /** Limits of the keys of a group's last, partial vector. */
  private final int[] most = new int[LANES];

  VectorGroups(RouterConfig config) {
    this.config = config;
    this.size = config.groupSize();
    int lanes = DOUBLE.length();
    this.scores = new double[(config.groups() + lanes - 1) / lanes * lanes];
    this.kept = new int[config.keptGroups()];
    Arrays.fill(most, 0, size % LANES, Integer.MAX_VALUE);
    Arrays.fill(most, size % LANES, LANES, ScoreKeys.NONE);
    // Groups that do not exist come last.
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
  }

  /** Length of an array of so many keys: vectors may read beyond the last. */
  static int keys(int length) {
    return length + LANES;
  }

  /** Finds the best groups of the row at {@code keys[at]}, ties to the lower number. */
  void select(int[] keys, int at) {
    for (int g = 0; g < config.groups(); g++) {
      scores[g] = score(keys, at + g * size);
    }
    long best = 0;
    if (MASKS) {
      for (int i = 0; i < scores.length; i += DOUBLE.length()) {
        best |= winners(i) << i;
      }
    } else {
      for (int g = 0; g < config.groups(); g++) {
        boolean wins = GroupScores.isKept(scores, 0, config.groups(), g, kept.length);
        best |= wins ? 1L << g : 0;
      }
    }
    if (Long.bitCount(best) > kept.length) {
      best = withoutTies(best);
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Long.numberOfTrailingZeros(best);
      best &= best - 1;
    }
  }

  /** Groups that fewer than the kept ones exceed, as bits; those tied for the last place too. */
  private long winners(int i) {
    DoubleVector own = DoubleVector.fromArray(DOUBLE, scores, i);
    LongVector greater = LongVector.zero(VectorShapes.LONG);
    LongVector one = LongVector.broadcast(VectorShapes.LONG, 1);
    LongVector places = LongVector.broadcast(VectorShapes.LONG, kept.length);
    for (int g = 0; g < config.groups(); g++) {
      DoubleVector rival = DoubleVector.broadcast(DOUBLE, scores[g]);
      VectorMask<Double> wins = own.compare(VectorOperators.LT, rival);
      greater = greater.add(one, wins.cast(VectorShapes.LONG));
    }
    return greater.compare(VectorOperators.LT, places).toLong() & (-1L >>> -(config.groups() - i));
  }

  /** Of the groups with the lowest score, the last ones go. */
  private long withoutTies(long best) {
    double lowest = Double.POSITIVE_INFINITY;
    for (long left = best; left != 0; left &= left - 1) {
      lowest = Math.min(lowest, scores[Long.numberOfTrailingZeros(left)]);
    }
    for (int g = config.groups() - 1; Long.bitCount(best) > kept.length; g--) {
      best &= scores[g] == lowest ? ~(1L << g) : -1;
    }
    return best;
  }

  private double score(int[] keys, int from) {
    IntVector highest = IntVector.broadcast(INT, ScoreKeys.NONE);
    IntVector next = highest;
    int whole = size - size % LANES;
    for (int i = 0; i < whole; i += LANES) {
      IntVector key = IntVector.fromArray(INT, keys, from + i);
      next = next.max(highest.min(key));
      highest = highest.max(key);
    }
    if (whole < size) {
      // Lanes beyond the group hold the next one's keys.
      IntVector key =
          IntVector.fromArray(INT, keys, from + whole).min(IntVector.fromArray(INT, most, 0));
      next = next.max(highest.min(key));
      highest = highest.max(key);
    }
    int best = highest.reduceLanes(VectorOperators.MAX);
    VectorMask<Integer> holders =
        highest.compare(VectorOperators.EQ, IntVector.broadcast(INT, best));
    int other = highest.blend(next, holders).reduceLanes(VectorOperators.MAX);
    other = holders.trueCount() > 1 ? best : other;
    return GroupScores.of(config.groupScore(), ScoreKeys.score(best), ScoreKeys.score(other));
  }

  /** Copies the keys of the kept groups to the start of {@code packed}, in order of number. */
  void pack(int[] keys, int at, int[] packed) {
    int to = 0;
    for (int group : kept) {
      int from = at + group * size;
      int whole = size - size % LANES;
      for (int i = 0; i < whole; i += LANES) {
        IntVector.fromArray(INT, keys, from + i).intoArray(packed, to + i);
      }
      for (int i = whole; i < size; i++) {
        packed[to + i] = keys[from + i];
      }
      to += size;
    }
  }

  /** The expert at a place of the packed keys. */
  int expert(int place) {
    int group = place / size;
    return place + (kept[group] - group) * size;
  }

  /** Gives the keys of the groups that are not kept the configured mask, in place. */
  void mask(int[] keys, int at) {
    int mask = ScoreKeys.of(config.groupMask().value());
    int next = 0;
    for (int g = 0; g < config.groups(); g++) {
      if (next < kept.length && kept[next] == g) {
        next++;
      } else {
        Arrays.fill(keys, at + g * size, at + (g + 1) * size, mask);
      }
    }
  }
}
