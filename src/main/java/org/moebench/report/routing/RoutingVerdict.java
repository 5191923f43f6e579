// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Contest;
import org.moebench.stats.Estimate;

/**
 * The answer for one setting: which variant is fastest at each number of tokens, and what of its
 * gain comes from fusing and what from vectors.
 *
 * <p>One variant beats another if the interval of their ratio, paired within rounds, excludes 1 and
 * the difference is at least 1%. The answer rests on every pair of variants at every number of
 * tokens, so each interval has the level {@code 1 - 0.05 / comparisons} (Bonferroni): all of them
 * hold together with 95% confidence.
 *
 * @param setting router, logits and workers
 * @param batches one per number of tokens, ascending
 * @param comparisons number of comparisons behind the answer
 * @param level confidence level of each interval
 */
record RoutingVerdict(Setting setting, List<Batch> batches, int comparisons, double level) {
  private static final double DOUBT = 0.05;

  /**
   * The answer at one number of tokens.
   *
   * @param tokens tokens per call T
   * @param contest which variant is fastest
   * @param cells the timed cells, by variant
   * @param missing cells that were planned but have no time, by variant
   * @param overStaged speed-up of the fastest over staged; NaN without staged
   * @param fusing speed-up of scalar over staged; NaN without one of them
   * @param vectors speed-up of the fastest other variant over scalar; NaN without one of them
   * @param vector name of that variant; {@code null} if there is none
   */
  record Batch(
      int tokens,
      Contest contest,
      List<RoutingCell> cells,
      List<RoutingCell> missing,
      Estimate overStaged,
      Estimate fusing,
      Estimate vectors,
      String vector) {
    /** The variants that may be the fastest, the fastest measured one first. */
    List<RoutingCell> candidates() {
      List<RoutingCell> candidates = new ArrayList<>();
      cells.stream().filter(c -> c.result().equals(contest.winner())).forEach(candidates::add);
      cells.stream().filter(c -> contest.tied().contains(c.result())).forEach(candidates::add);
      return candidates;
    }
  }

  /** Judges one setting of a run. */
  static RoutingVerdict of(RoutingCells cells, Setting setting) {
    List<Integer> tokens = cells.tokens(setting);
    int comparisons = tokens.stream().mapToInt(t -> pairs(cells.timed(setting, t).size())).sum();
    double level = 1 - DOUBT / Math.max(1, comparisons);
    Comparer comparer = cells.comparer(level, setting);
    List<Batch> batches = tokens.stream().map(t -> batch(cells, setting, t, comparer)).toList();
    return new RoutingVerdict(setting, batches, comparisons, level);
  }

  private static int pairs(int variants) {
    return variants * (variants - 1) / 2;
  }

  private static Batch batch(RoutingCells all, Setting setting, int tokens, Comparer comparer) {
    List<RoutingCell> cells = all.timed(setting, tokens);
    Contest contest = Contest.of(cells.stream().map(RoutingCell::result).toList(), comparer);
    Optional<RoutingCell> scalar = all.timed(setting, tokens, Variants.SCALAR);
    Optional<RoutingCell> vector = fastestVector(cells);
    Estimate overStaged =
        all.fastest(setting, tokens)
            .map(fastest -> all.overStaged(fastest, comparer))
            .orElse(RoutingCells.UNKNOWN);
    Estimate fusing =
        scalar.map(cell -> all.overStaged(cell, comparer)).orElse(RoutingCells.UNKNOWN);
    Estimate vectors = RoutingCells.UNKNOWN;
    if (scalar.isPresent() && vector.isPresent()) {
      vectors = comparer.compare(scalar.get().result(), vector.get().result()).speedUp();
    }
    String name = vector.map(RoutingCell::variant).orElse(null);
    List<RoutingCell> missing = all.missing(setting, tokens);
    return new Batch(tokens, contest, cells, missing, overStaged, fusing, vectors, name);
  }

  /** The fastest of the variants that are neither staged nor scalar: those with vectors. */
  private static Optional<RoutingCell> fastestVector(List<RoutingCell> cells) {
    return cells.stream()
        .filter(cell -> !cell.variant().equals(Variants.STAGED))
        .filter(cell -> !cell.variant().equals(Variants.SCALAR))
        .min(Comparator.comparingDouble(RoutingCell::perToken));
  }
}
