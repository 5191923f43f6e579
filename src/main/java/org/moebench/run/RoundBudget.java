// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/**
 * How many rounds to run: as many as the time allows, between two limits.
 *
 * @param least rounds that are always run
 * @param most rounds that are never exceeded
 * @param seconds time for all rounds together
 */
public record RoundBudget(int least, int most, double seconds) {
  public RoundBudget {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException("rounds from " + least + " to " + most);
    }
  }

  /** Exactly this many rounds, however long they take. */
  public static RoundBudget exactly(int rounds) {
    return new RoundBudget(rounds, rounds, Double.POSITIVE_INFINITY);
  }

  /** Rounds to run when one takes {@code roundSeconds}. */
  public int rounds(double roundSeconds) {
    if (least == most) {
      return least;
    }
    double affordable = Math.floor(seconds / Math.max(roundSeconds, 1e-3));
    return (int) Math.clamp(affordable, least, most);
  }
}
