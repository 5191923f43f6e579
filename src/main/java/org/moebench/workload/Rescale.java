// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

/** Other numbers of experts and rows from a given distribution, in exact integer arithmetic. */
public final class Rescale {
  private Rescale() {}

  /**
   * The same number of rows for every expert, one more for the first {@code total % experts}.
   *
   * @throws IllegalArgumentException if {@code experts < 1} or {@code total < 0}
   */
  public static ExpertRows even(int experts, int total) {
    check(experts, total);
    int[] counts = new int[experts];
    Arrays.setAll(counts, e -> total / experts + (e < total % experts ? 1 : 0));
    return new ExpertRows(counts);
  }

  /**
   * The distribution of {@code template} over another number of experts and rows: new expert {@code
   * floor(j·experts / template.experts())} takes over the share of expert {@code j}, and rows are
   * apportioned by largest remainder.
   *
   * @throws IllegalArgumentException if {@code experts < 1} or {@code total < 0}
   * @throws UserError BAD_INPUT if the template has no rows to take shares from but {@code total}
   *     is not 0
   */
  public static ExpertRows to(ExpertRows template, int experts, int total) {
    return new ExpertRows(apportion(template, experts, total));
  }

  /**
   * As {@link #to(ExpertRows, int, int)}, with no expert above {@code maxRatio} times the mean: the
   * rows above go to the other experts in proportion to their counts.
   *
   * @param maxRatio largest count divided by the mean count, rounded down to whole rows, at least 1
   *     row
   * @throws UserError USAGE if the rows do not fit under this limit; and as above
   */
  public static ExpertRows to(ExpertRows template, int experts, int total, double maxRatio) {
    int[] counts = apportion(template, experts, total);
    int cap = cap(experts, total, maxRatio);
    while (Arrays.stream(counts).anyMatch(count -> count > cap)) {
      spreadExcess(counts, cap);
    }
    return new ExpertRows(counts);
  }

  private static int[] apportion(ExpertRows template, int experts, int total) {
    check(experts, total);
    if (template.total() == 0 && total > 0) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "a histogram without rows cannot be rescaled to " + total + " rows; use another one");
    }
    long[] shares = new long[experts];
    for (int j = 0; j < template.experts(); j++) {
      shares[(int) ((long) j * experts / template.experts())] += template.count(j);
    }
    int[] counts = new int[experts];
    double[] remainders = new double[experts];
    int left = total;
    long base = Math.max(template.total(), 1);
    for (int e = 0; e < experts; e++) {
      counts[e] = (int) (shares[e] * total / base);
      remainders[e] = shares[e] * total % base;
      left -= counts[e];
    }
    LargestRemainder.handOut(counts, remainders, left);
    return counts;
  }

  private static int cap(int experts, int total, double maxRatio) {
    if (!(maxRatio > 0 && maxRatio < Double.POSITIVE_INFINITY)) {
      throw new UserError(ExitStatus.USAGE, "maximum ratio " + maxRatio + " must be positive");
    }
    long limit =
        BigDecimal.valueOf(maxRatio)
            .multiply(BigDecimal.valueOf(total))
            .divide(BigDecimal.valueOf(experts), 0, RoundingMode.FLOOR)
            .min(BigDecimal.valueOf(Integer.MAX_VALUE))
            .longValueExact();
    int cap = (int) Math.max(1, limit);
    if ((long) cap * experts < total) {
      throw new UserError(
          ExitStatus.USAGE,
          "maximum ratio %s leaves room for %s of %s rows on %s experts; raise it"
              .formatted(maxRatio, (long) cap * experts, total, experts));
    }
    return cap;
  }

  /** One round: clips at the cap, and gives what was clipped to the experts below it. */
  private static void spreadExcess(int[] counts, int cap) {
    int[] before = counts.clone();
    long excess = 0;
    long below = 0;
    for (int count : before) {
      excess += Math.max(count - cap, 0);
      below += count < cap ? count : 0;
    }
    long left = excess;
    for (int e = 0; e < counts.length; e++) {
      long share = before[e] < cap && below > 0 ? excess * before[e] / below : 0;
      counts[e] = (int) (Math.min(before[e], cap) + share);
      left -= share;
    }
    for (int e = 0; e < counts.length && left > 0; e++) {
      int room = (int) Math.min(left, Math.max(cap - counts[e], 0));
      counts[e] += room;
      left -= room;
    }
  }

  private static void check(int experts, int total) {
    if (experts < 1 || total < 0) {
      throw new IllegalArgumentException(total + " rows over " + experts + " experts");
    }
  }
}
