// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import org.moebench.gate.jmh.JmhKey;
import org.moebench.stats.Estimate;

/**
 * One benchmark with one setting, in one file or both.
 *
 * @param aMicros median time per call in A; NaN if it is not there
 * @param bMicros the same in B
 * @param aForks its forks in A; 0 if it is not there
 * @param bForks the same in B
 * @param paired whether its forks were measured in pairs
 * @param change log-ratio of B over A with its interval: above 0 is slower; {@code null} if it is
 *     in one file only
 * @param exact whether there are forks enough for an exact interval
 * @param pValue adjusted over all rows; NaN if it was not tested
 * @param detectable change that could have been seen with 80% power; infinite if none
 */
record Row(
    JmhKey key,
    double aMicros,
    double bMicros,
    int aForks,
    int bForks,
    boolean paired,
    Estimate change,
    boolean exact,
    double pValue,
    double detectable,
    Word word) {
  /** What is said of a row. */
  enum Word {
    SLOWER,
    FASTER,
    /** No evidence of a change beyond the effect; none of equality either. */
    SAME,
    /** Only in B. */
    NEW,
    /** Only in A. */
    MISSING
  }

  boolean inBoth() {
    return change != null;
  }

  /** Whether it has too few forks for any word, however much it changed. */
  boolean undecidable() {
    return word == Word.SAME && Double.isInfinite(detectable);
  }

  static Row onlyInA(JmhKey key, double[][] forks) {
    double micros = Forks.micros(forks);
    return alone(key, micros, Double.NaN, forks.length, 0, Word.MISSING);
  }

  static Row onlyInB(JmhKey key, double[][] forks) {
    double micros = Forks.micros(forks);
    return alone(key, Double.NaN, micros, 0, forks.length, Word.NEW);
  }

  private static Row alone(
      JmhKey key, double aMicros, double bMicros, int aForks, int bForks, Word word) {
    return new Row(
        key, aMicros, bMicros, aForks, bForks, false, null, false, Double.NaN, Double.NaN, word);
  }
}
