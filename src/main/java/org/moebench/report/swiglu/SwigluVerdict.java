// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.Contest;

/**
 * The answer for one setting: which variant is fastest at each concurrency, and how each compares
 * with unfused.
 *
 * <p>The answer rests on every pair of variants at every concurrency, so each interval has the
 * level {@code 1 - 0.05 / comparisons} (Bonferroni): all of them hold together with 95% confidence.
 *
 * @param setting model, format, sort threshold and workers
 * @param batches one per concurrency, ascending
 * @param comparisons number of comparisons behind the answer
 * @param level confidence level of each interval
 */
record SwigluVerdict(Setting setting, List<Batch> batches, int comparisons, double level) {
  private static final double DOUBT = 0.05;

  /**
   * The answer at one concurrency.
   *
   * @param concurrency tokens per call B
   * @param contest which variant is fastest
   * @param cells the timed cells, by variant
   * @param missing cells that were planned but have no time, by variant
   * @param overUnfused ratio to unfused of every other timed variant, by name; empty without
   *     unfused
   */
  record Batch(
      int concurrency,
      Contest contest,
      List<SwigluCell> cells,
      List<SwigluCell> missing,
      Map<String, Comparison> overUnfused) {
    /** Whether unfused may be the fastest, but others as well. */
    boolean open() {
      List<SwigluCell> candidates = candidates();
      return candidates.size() > 1
          && candidates.stream().anyMatch(cell -> cell.variant().equals(Variants.UNFUSED));
    }

    /** The variants that may be the fastest, the fastest measured one first. */
    List<SwigluCell> candidates() {
      List<SwigluCell> candidates = new ArrayList<>();
      cells.stream().filter(c -> c.result().equals(contest.winner())).forEach(candidates::add);
      cells.stream().filter(c -> contest.tied().contains(c.result())).forEach(candidates::add);
      return candidates;
    }
  }

  /** Judges one setting of a run. */
  static SwigluVerdict of(SwigluCells cells, Setting setting) {
    List<Integer> concurrencies = cells.concurrencies(setting);
    int comparisons =
        concurrencies.stream().mapToInt(b -> pairs(cells.timed(setting, b).size())).sum();
    double level = 1 - DOUBT / Math.max(1, comparisons);
    Comparer comparer = cells.comparer(level, setting);
    List<Batch> batches =
        concurrencies.stream().map(b -> batch(cells, setting, b, comparer)).toList();
    return new SwigluVerdict(setting, batches, comparisons, level);
  }

  private static int pairs(int variants) {
    return variants * (variants - 1) / 2;
  }

  private static Batch batch(SwigluCells all, Setting setting, int b, Comparer comparer) {
    List<SwigluCell> cells = all.timed(setting, b);
    Contest contest = Contest.of(cells.stream().map(SwigluCell::result).toList(), comparer);
    Map<String, Comparison> ratios = new LinkedHashMap<>();
    for (SwigluCell cell : cells) {
      all.overUnfused(cell, comparer).ifPresent(ratio -> ratios.put(cell.variant(), ratio));
    }
    return new Batch(b, contest, cells, all.missing(setting, b), ratios);
  }

  /** Names of the variants compared with unfused at any concurrency. */
  List<String> compared() {
    return batches.stream().flatMap(b -> b.overUnfused().keySet().stream()).distinct().toList();
  }

  /** The concurrencies at which a variant was compared with unfused. */
  List<Batch> comparedWith(String variant) {
    return batches.stream().filter(b -> b.overUnfused().containsKey(variant)).toList();
  }
}
