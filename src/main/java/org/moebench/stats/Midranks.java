// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

/**
 * The ranks of two samples put together. Tied values share the mean of their ranks; ranks are
 * doubled, so that these means are whole.
 *
 * @param doubled twice the rank of every value, ascending
 * @param ofSecond sum of {@code doubled} over the second sample
 * @param tied whether any values are equal
 */
record Midranks(int[] doubled, int ofSecond, boolean tied) {
  /** Ranks two samples, each sorted ascending. */
  static Midranks ofSorted(double[] first, double[] second) {
    int[] doubled = new int[first.length + second.length];
    int sum = 0;
    int f = 0;
    int s = 0;
    boolean tied = false;
    while (f + s < doubled.length) {
      boolean fromFirst = s == second.length || (f < first.length && first[f] <= second[s]);
      double value = fromFirst ? first[f] : second[s];
      int start = f + s;
      int secondStart = s;
      while (f < first.length && first[f] == value) {
        f++;
      }
      while (s < second.length && second[s] == value) {
        s++;
      }
      int rank = start + 1 + f + s; // lowest rank start + 1, highest f + s
      for (int i = start; i < f + s; i++) {
        doubled[i] = rank;
      }
      sum += rank * (s - secondStart);
      tied |= f + s > start + 1;
    }
    return new Midranks(doubled, sum, tied);
  }
}
