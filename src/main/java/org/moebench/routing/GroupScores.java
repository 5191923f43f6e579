// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/** Scores of a token's groups, from its selection scores. Sums are exact: in double. */
final class GroupScores {
  private GroupScores() {}

  /** The score of the group whose experts start at {@code row[from]}. */
  static double of(RouterConfig config, float[] row, int from) {
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (int e = from; e < from + config.groupSize(); e++) {
      second = Math.max(second, Math.min(first, row[e]));
      first = Math.max(first, row[e]);
    }
    return of(config.groupScore(), first, second);
  }

  /** The score of a group with these two highest selection scores. */
  static double of(GroupScore score, float first, float second) {
    if (score == GroupScore.MAX) {
      return first;
    }
    // Fewer than two finite scores are no pair, even beside an infinite one.
    return second == Float.NEGATIVE_INFINITY ? second : (double) first + second;
  }

  /**
   * Whether a group is among the best, ties to the lower number: fewer than {@code kept} come
   * before it.
   *
   * @param scores score per group
   * @param at where the token's first group is
   */
  static boolean isKept(double[] scores, int at, int groups, int group, int kept) {
    double score = scores[at + group];
    int before = 0;
    for (int g = 0; g < groups; g++) {
      boolean wins = g < group ? scores[at + g] >= score : scores[at + g] > score;
      before += wins ? 1 : 0;
    }
    return before < kept;
  }
}
