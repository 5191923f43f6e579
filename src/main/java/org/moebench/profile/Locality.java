// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import org.moebench.stats.Estimate;

/**
 * How much more adjacent tokens have in common than chance: the excess {@code (overlap - chance) /
 * (1 - chance)}, where chance is a uniform router's overlap.
 */
public enum Locality {
  /** No adjacent tokens were recorded. */
  UNKNOWN,
  /** The interval reaches below {@link #LEAST}. */
  NONE,
  /** Beyond chance, below {@link #MUCH}. */
  WEAK,
  /** At least {@link #MUCH}. */
  STRONG;

  /** Less excess is no use to anyone. */
  public static final double LEAST = 0.02;

  /** From here on a cache or a prefetch of the last token's experts saves a good part of reads. */
  public static final double MUCH = 0.2;

  /**
   * Judges an overlap.
   *
   * @param overlap share of a token's experts that the next token takes too; without an interval
   *     its value is believed
   * @param chance the same of a uniform router
   */
  static Locality of(Estimate overlap, double chance, long pairs) {
    if (pairs == 0 || chance >= 1) {
      return UNKNOWN;
    }
    double sure = overlap.hasInterval() ? overlap.low() : overlap.value();
    if (excess(sure, chance) < LEAST) {
      return NONE;
    }
    return excess(overlap.value(), chance) < MUCH ? WEAK : STRONG;
  }

  /** The excess of an overlap. */
  public static double excess(double overlap, double chance) {
    return chance >= 1 ? 0 : (overlap - chance) / (1 - chance);
  }
}
