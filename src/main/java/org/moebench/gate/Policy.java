// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;

/**
 * The numbers that define the test; all effects are ratios of times minus one, so 0.03 is 3%.
 *
 * @param effect least effect that matters: the test's null hypothesis is "slower by no more"
 * @param reported a regression must also be estimated at no less than this
 * @param guard a cell passes only if it is shown to be slower by less than this
 * @param alpha most probability of any false REGRESSION in a whole run
 * @param screenPairs pairs of every cell in the screen
 * @param looks pairs of a candidate after each look of the confirmation, rising
 * @param spend share of {@code alpha} that each look may use; sums to at most 1
 * @param mostNoise a cell whose pairs deviate by more is not judged
 * @param mostBias a cell known to differ by more between identical jars is quarantined
 * @param controlEffect a control that differs by more, and not by chance, contaminates the run
 * @param mostUnresolved most share of cells without an answer
 * @param mostQuarantined most share of cells in quarantine
 */
public record Policy(
    double effect,
    double reported,
    double guard,
    double alpha,
    int screenPairs,
    List<Integer> looks,
    List<Double> spend,
    double mostNoise,
    double mostBias,
    double controlEffect,
    double mostUnresolved,
    double mostQuarantined) {
  /**
   * Six pairs, then of the candidates twelve, and up to thirty-six where twelve leave it open: in
   * simulation that finds more than a single look at sixteen pairs and costs fewer.
   */
  public static Policy standard() {
    return new Policy(
        0.03,
        0.05,
        0.10,
        0.01,
        6,
        List.of(12, 24, 36),
        List.of(0.4, 0.3, 0.3),
        0.12,
        0.10,
        0.03,
        0.25,
        0.20);
  }

  /** For nights: effects of 5% too; up to forty pairs of a candidate. */
  public static Policy thorough() {
    return new Policy(
        0.02,
        0.035,
        0.05,
        0.01,
        12,
        List.of(24, 40),
        List.of(0.5, 0.5),
        0.12,
        0.10,
        0.03,
        0.25,
        0.20);
  }

  /** The same with another share of cells that may stay without an answer. */
  public Policy withMostUnresolved(double share) {
    return new Policy(
        effect,
        reported,
        guard,
        alpha,
        screenPairs,
        looks,
        spend,
        mostNoise,
        mostBias,
        controlEffect,
        share,
        mostQuarantined);
  }

  /** As a log-ratio. */
  static double log(double effect) {
    return Math.log1p(effect);
  }
}
