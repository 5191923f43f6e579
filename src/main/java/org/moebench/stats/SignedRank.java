// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Wilcoxon's signed-rank test of one sample, such as the log-ratios of pairs, with exact p-values.
 *
 * <p>The statistic W+ is the sum of the ranks of those {@code |d_i - shift|} whose difference is
 * positive. Its null distribution, every sign being a fair coin, is computed for the ranks seen:
 * differences of zero are dropped, equal ones share the mean of their ranks. Values count as equal
 * only if they are the same double.
 */
public final class SignedRank {
  /** Distributions without ties are kept up to this sample size; together they take 0.4 MB. */
  private static final int LARGEST_KEPT = 64;

  private static final AtomicReferenceArray<double[]> KEPT =
      new AtomicReferenceArray<>(LARGEST_KEPT + 1);

  private SignedRank() {}

  /**
   * The one-sided p-value against "the centre is greater than {@code shift}": the probability that
   * W+ is at least the one observed, if the samples are symmetric around {@code shift}. 1 if every
   * difference is zero.
   *
   * @throws IllegalArgumentException if there are no samples, or one or the shift is not finite
   */
  public static double greater(double[] d, double shift) {
    return oneSided(d, shift, 1);
  }

  /** The same against "the centre is less than {@code shift}". */
  public static double less(double[] d, double shift) {
    return oneSided(d, shift, -1);
  }

  /** Twice the smaller of both one-sided p-values, at most 1. */
  public static double twoSided(double[] d, double shift) {
    return Math.min(1, 2 * Math.min(greater(d, shift), less(d, shift)));
  }

  private static double oneSided(double[] d, double shift, int sign) {
    Checks.finite(d);
    Checks.finite("shift", shift);
    double[] against = new double[d.length];
    double[] inFavour = new double[d.length];
    int negative = 0;
    int positive = 0;
    for (double sample : d) {
      double difference = sign * (sample - shift);
      if (difference > 0) {
        inFavour[positive++] = difference;
      } else if (difference < 0) {
        against[negative++] = -difference;
      }
    }
    Midranks ranks = Midranks.ofSorted(sorted(against, negative), sorted(inFavour, positive));
    if (ranks.tied()) {
      return upperTail(ranks.doubled())[ranks.ofSecond()];
    }
    return upperTail(negative + positive)[ranks.ofSecond() / 2];
  }

  private static double[] sorted(double[] values, int length) {
    double[] sorted = Arrays.copyOf(values, length);
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The null distribution without ties: element {@code w} is {@code P(W+ >= w)}, up to {@code w =
   * n(n+1)/2}. The array may be shared and must not be changed.
   */
  static double[] upperTail(int n) {
    double[] tail = n <= LARGEST_KEPT ? KEPT.get(n) : null;
    if (tail == null) {
      int[] ranks = new int[n];
      Arrays.setAll(ranks, i -> i + 1);
      tail = upperTail(ranks);
      if (n <= LARGEST_KEPT) {
        KEPT.set(n, tail); // threads that meet here set equal arrays
      }
    }
    return tail;
  }

  /** Element {@code w} is the probability that at least {@code w} of the ranks' sum is positive. */
  private static double[] upperTail(int[] ranks) {
    double[] p = new double[Arrays.stream(ranks).sum() + 1];
    p[0] = 1;
    int reached = 0;
    for (int rank : ranks) {
      reached += rank;
      for (int w = reached; w >= rank; w--) {
        p[w] = 0.5 * (p[w] + p[w - rank]);
      }
      for (int w = rank - 1; w >= 0; w--) {
        p[w] *= 0.5;
      }
    }
    return Tails.accumulate(p);
  }
}
