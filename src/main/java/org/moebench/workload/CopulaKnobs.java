// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import org.moebench.stats.TailOverlap;

/**
 * Knobs of {@link CopulaGenerator}. Lists have one entry per layer.
 *
 * @param overlap share of a token's experts that the next token takes too; empty if the correlation
 *     is given instead
 * @param overlapCorrection added to these: a sequence prefers the same experts throughout, and with
 *     few experts that lets overlaps come out a little below the closed form
 * @param correlation of an expert's scores for adjacent tokens, 0 to 1; empty if the overlap is
 *     given instead
 * @param staticShare share of that correlation that never fades: popularity and topic, 0 to 1
 * @param persistence factor by which the rest of it fades from token to token, above 0 up to 1
 * @param popularity share of the scores' variance that all sequences have in common, 0 to 1
 * @param repeatFirst probability that a token's first choice is that of the token before, whatever
 *     the scores say
 */
record CopulaKnobs(
    List<Double> overlap,
    double overlapCorrection,
    List<Double> correlation,
    double staticShare,
    double persistence,
    double popularity,
    List<Double> repeatFirst) {
  /** What rounding may leave of a variance that is used up. */
  private static final double ROUNDING = 1e-12;

  CopulaKnobs {
    overlap = List.copyOf(overlap);
    correlation = List.copyOf(correlation);
    repeatFirst = List.copyOf(repeatFirst);
  }

  /** Number of layers. */
  int layers() {
    return repeatFirst.size();
  }

  /**
   * How an expert's score is made up in one layer: weights of standard normal numbers, whose
   * squares sum to 1.
   *
   * @param popularity of what all sequences share
   * @param topic of what is a sequence's own
   * @param drift of what fades from token to token
   * @param noise of what is new with every token
   */
  record Mix(double popularity, double topic, double drift, double noise) {}

  /**
   * The weights in a layer.
   *
   * @param chance share of the experts that a token takes
   * @throws IllegalArgumentException if no weights do what the knobs say
   */
  Mix mix(int layer, double chance) {
    double adjacent = adjacent(layer, chance);
    double lasting = staticShare * adjacent;
    double topic = lasting - popularity;
    double drift = (adjacent - lasting) / persistence;
    double noise = 1 - lasting - drift;
    if (topic < -ROUNDING || noise < -ROUNDING) {
      throw new IllegalArgumentException(
          "layer %s: correlation %.3f of adjacent tokens leaves no room for %s"
              .formatted(layer, adjacent, topic < 0 ? "the popularity" : "persistence so low"));
    }
    return new Mix(Math.sqrt(popularity), root(topic), root(drift), root(noise));
  }

  private static double root(double square) {
    return Math.sqrt(Math.max(0, square));
  }

  private double adjacent(int layer, double chance) {
    if (overlap.isEmpty()) {
      return correlation.get(layer);
    }
    double target = overlap.get(layer);
    if (target < chance) {
      throw new IllegalArgumentException(
          "layer %s: overlap %s is below chance, %.4f".formatted(layer, target, chance));
    }
    return TailOverlap.correlation(Math.min(1, target + overlapCorrection), chance);
  }
}
