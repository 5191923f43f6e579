// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.PhaseRule;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;

/** Compares what a dispatcher decides by with its definition on the counts themselves. */
public final class DispatchVerifier {
  private DispatchVerifier() {}

  /**
   * Compares offsets, total, largest count and active experts.
   *
   * @param counts rows per expert
   * @param rows what was made of them
   */
  public static Correctness plan(int[] counts, ExpertRows rows) {
    Comparison sum = same("experts", rows.experts(), counts.length);
    int offset = 0;
    for (int e = 0; e < Math.min(counts.length, rows.experts()); e++) {
      sum = sum.and(same("rows of expert " + e, rows.count(e), counts[e]));
      sum = sum.and(same("first row of expert " + e, rows.offset(e), offset));
      offset += counts[e];
    }
    sum = sum.and(same("rows", rows.total(), offset));
    sum = sum.and(same("largest count", rows.max(), Arrays.stream(counts).max().orElse(0)));
    long active = Arrays.stream(counts).filter(count -> count > 0).count();
    sum = sum.and(same("active experts", rows.active(), active));
    return sum.correctness(sum.compared());
  }

  /**
   * Compares, for every expert of a decode step, whether the decode kernel was chosen.
   *
   * @param strategy decides by its rule
   * @param tunedRows most rows for the decode kernel by {@link DispatchStrategy#UNIFIED_TUNED}
   * @param counts rows per expert
   * @param decodeRows what the strategy decided: most rows for the decode kernel
   */
  public static Correctness decision(
      DispatchStrategy strategy, int tunedRows, int[] counts, int decodeRows) {
    int max = Arrays.stream(counts).max().orElse(0);
    int total = Arrays.stream(counts).sum();
    Comparison sum = Comparison.NONE;
    for (int e = 0; e < counts.length; e++) {
      boolean decode =
          switch (strategy) {
            case ALWAYS_PREFILL -> false;
            case ALWAYS_DECODE, MANUAL_BRANCH, UNIFIED_HINTED -> true;
            case UNIFIED_AUTO -> max <= PhaseRule.PUBLISHED_MAX_ROWS;
            case UNIFIED_AUTO_TOTAL -> total <= PhaseRule.PUBLISHED_TOTAL_ROWS;
            case UNIFIED_TUNED -> counts[e] <= tunedRows;
          };
      if (counts[e] > 0) {
        String what = "decode kernel for the %d rows of expert %d".formatted(counts[e], e);
        sum = sum.and(same(what, counts[e] <= decodeRows ? 1 : 0, decode ? 1 : 0));
      }
    }
    return sum.correctness(sum.compared());
  }

  private static Comparison same(String what, long got, long expected) {
    return got == expected
        ? new Comparison(1, 0, null)
        : new Comparison(
            1, Double.POSITIVE_INFINITY, "%s: got %d, reference %d".formatted(what, got, expected));
  }
}
