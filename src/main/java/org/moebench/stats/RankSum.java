// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The Mann-Whitney (Wilcoxon rank-sum) test of two independent samples, with exact p-values.
 *
 * <p>The null distribution, every choice of which values are b's being equally likely, is computed
 * for the ranks seen: equal values share the mean of their ranks. Values count as equal only if
 * they are the same double.
 */
public final class RankSum {
  /** Distributions without ties are kept where both samples are at most this large. */
  private static final int LARGEST_KEPT = 48;

  private static final AtomicReferenceArray<double[]> KEPT =
      new AtomicReferenceArray<>((LARGEST_KEPT + 1) * (LARGEST_KEPT + 1));

  private RankSum() {}

  /**
   * The one-sided p-value against "b is greater": the probability that b's ranks add up to at least
   * what was observed, if b is distributed as {@code a + shift}.
   *
   * @throws IllegalArgumentException if a sample is empty, or a value or the shift is not finite
   */
  public static double greater(double[] a, double[] b, double shift) {
    Checks.finite(a);
    Checks.finite(b);
    Checks.finite("shift", shift);
    double[] first = a.clone();
    double[] second = new double[b.length];
    Arrays.setAll(second, j -> b[j] - shift);
    Arrays.sort(first);
    Arrays.sort(second);
    Midranks ranks = Midranks.ofSorted(first, second);
    if (ranks.tied()) {
      return upperTail(ranks.doubled(), b.length)[ranks.ofSecond()];
    }
    int least = b.length * (b.length + 1) / 2;
    return upperTail(a.length, b.length)[ranks.ofSecond() / 2 - least];
  }

  /** Twice the smaller of both one-sided p-values of "b is distributed as a", at most 1. */
  public static double twoSided(double[] a, double[] b) {
    return Math.min(1, 2 * Math.min(greater(a, b, 0), greater(b, a, 0)));
  }

  /**
   * The null distribution without ties: element {@code u} is {@code P(U >= u)}, where U counts the
   * pairs with b above a, up to {@code u = m·n}. The array may be shared and must not be changed.
   */
  static double[] upperTail(int m, int n) {
    int smaller = Math.min(m, n);
    int larger = Math.max(m, n);
    if (larger > LARGEST_KEPT) {
      return Tails.accumulate(probabilities(smaller, larger));
    }
    int slot = smaller * (LARGEST_KEPT + 1) + larger;
    double[] tail = KEPT.get(slot);
    if (tail == null) {
      tail = Tails.accumulate(probabilities(smaller, larger));
      KEPT.set(slot, tail); // threads that meet here set equal arrays
    }
    return tail;
  }

  /**
   * {@code P(U = u)} for samples of m and n: the largest value of all is b's with probability n /
   * (m + n), and is then above m others.
   */
  private static double[] probabilities(int m, int n) {
    double[][] row = new double[n + 1][]; // of samples i and j, for one i
    for (int i = 0; i <= m; i++) {
      for (int j = 0; j <= n; j++) {
        double[] p = new double[i * j + 1];
        if (i == 0 || j == 0) {
          p[0] = 1;
        } else {
          addScaled(row[j], (double) i / (i + j), p, 0);
          addScaled(row[j - 1], (double) j / (i + j), p, i);
        }
        row[j] = p;
      }
    }
    return row[n];
  }

  private static void addScaled(double[] from, double factor, double[] to, int offset) {
    for (int u = 0; u < from.length; u++) {
      to[u + offset] += factor * from[u];
    }
  }

  /**
   * Element {@code s} is the probability that {@code draws} of the ranks, drawn without putting
   * back, add up to at least {@code s}.
   */
  private static double[] upperTail(int[] ranks, int draws) {
    int most = Arrays.stream(ranks, ranks.length - draws, ranks.length).sum();
    double[][] p = new double[draws + 1][most + 1]; // [drawn so far][their sum]
    p[0][0] = 1;
    for (int i = 0; i < ranks.length; i++) {
      int left = ranks.length - i;
      for (int drawn = Math.min(i, draws); drawn >= 0; drawn--) {
        double draw = Math.min(1, (double) (draws - drawn) / left);
        for (int s = 0; s <= most; s++) {
          double probability = p[drawn][s];
          if (probability > 0) {
            if (draw > 0) {
              p[drawn + 1][s + ranks[i]] += draw * probability;
            }
            p[drawn][s] = (1 - draw) * probability;
          }
        }
      }
    }
    return Tails.accumulate(p[draws]);
  }
}
