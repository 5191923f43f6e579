// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.Contest;
import org.moebench.result.CellResult;
import org.moebench.stats.Estimate;

/**
 * The answer for whole forward passes of one setting: which strategy is fastest, and how
 * unified-tuned compares with the others.
 *
 * <p>The answer rests on every pair of strategies, so each interval has the level {@code 1 - 0.05 /
 * comparisons} (Bonferroni): all of them hold together with 95% confidence.
 *
 * @param setting stack, routing and format
 * @param contest which strategy is fastest
 * @param cells the timed cells, by strategy
 * @param missing cells that were planned but have no time, by strategy
 * @param overPrefill ratio to always-prefill of every other timed strategy, by name; empty without
 *     always-prefill
 * @param tunedOver ratio of unified-tuned to every other timed strategy, by name; empty without
 *     unified-tuned
 * @param comparisons number of comparisons behind the answer
 * @param level confidence level of each interval
 */
record ModelVerdict(
    Setting setting,
    Contest contest,
    List<ModelCell> cells,
    List<ModelCell> missing,
    Map<String, Comparison> overPrefill,
    Map<String, Comparison> tunedOver,
    int comparisons,
    double level) {
  /** Share of the best strategy's time that unified-tuned may take more. */
  static final double NEAR = 0.03;

  private static final double DOUBT = 0.05;

  /** Judges one setting of a run. */
  static ModelVerdict of(ModelCells all, Setting setting) {
    List<ModelCell> cells = all.timed(setting, ModelCell.FORWARD);
    int comparisons = cells.size() * (cells.size() - 1) / 2;
    double level = 1 - DOUBT / Math.max(1, comparisons);
    Comparer comparer = all.comparer(level, setting, ModelCell.FORWARD);
    Map<String, Comparison> overPrefill = new LinkedHashMap<>();
    Map<String, Comparison> tunedOver = new LinkedHashMap<>();
    for (ModelCell cell : cells) {
      all.overPrefill(cell, comparer).ifPresent(ratio -> overPrefill.put(cell.strategy(), ratio));
      all.tunedOver(cell, comparer).ifPresent(ratio -> tunedOver.put(cell.strategy(), ratio));
    }
    return new ModelVerdict(
        setting,
        Contest.of(cells.stream().map(ModelCell::result).toList(), comparer),
        cells,
        all.of(setting, ModelCell.FORWARD).stream().filter(cell -> !cell.isTimed()).toList(),
        overPrefill,
        tunedOver,
        comparisons,
        level);
  }

  /** Every setting of a run that has cells of whole forward passes. */
  static List<ModelVerdict> of(ModelCells cells) {
    return cells.settings().stream()
        .filter(setting -> !cells.of(setting, ModelCell.FORWARD).isEmpty())
        .map(setting -> of(cells, setting))
        .toList();
  }

  /**
   * The strategies that may be the fastest, from the fastest: by their time against unified-tuned,
   * which turns tell better than forks, or by their own where one has no such time.
   */
  List<ModelCell> candidates() {
    List<ModelCell> candidates =
        new ArrayList<>(
            cells.stream()
                .filter(c -> c.result().equals(contest.winner()) || tied(c.result()))
                .toList());
    boolean turns = candidates.stream().allMatch(c -> Double.isFinite(ofTuned(c)));
    candidates.sort(Comparator.comparingDouble(turns ? this::ofTuned : c -> c.result().median()));
    return candidates;
  }

  private boolean tied(CellResult cell) {
    return contest.tied().contains(cell);
  }

  /** Time of a strategy / time of unified-tuned; NaN if it was not compared with that. */
  private double ofTuned(ModelCell cell) {
    if (cell.strategy().equals(Strategies.TUNED)) {
      return 1;
    }
    Comparison comparison = tunedOver.get(cell.strategy());
    return comparison == null ? Double.NaN : comparison.speedUp().value();
  }

  /** The fastest strategy besides unified-tuned; empty if nothing was compared with that. */
  Optional<String> nearest() {
    return tunedOver.entrySet().stream()
        .filter(entry -> Double.isFinite(entry.getValue().speedUp().value()))
        .min(Comparator.comparingDouble(entry -> entry.getValue().speedUp().value()))
        .map(Map.Entry::getKey);
  }

  /** Time of unified-tuned / time of another strategy that it was compared with. */
  Estimate tunedTime(String other) {
    return Change.inverse(tunedOver.get(other).speedUp());
  }

  /**
   * Whether unified-tuned takes no more than {@link #NEAR} above the time of any other strategy;
   * empty if it was compared with none.
   */
  Optional<Answer> nearBest() {
    List<Answer> answers =
        tunedOver.values().stream().map(c -> Answer.of(c.speedUp(), 1 / (1 + NEAR))).toList();
    if (answers.isEmpty()) {
      return Optional.empty();
    } else if (answers.contains(Answer.NO)) {
      return Optional.of(Answer.NO);
    }
    return Optional.of(answers.contains(Answer.OPEN) ? Answer.OPEN : Answer.YES);
  }

  /**
   * Whether unified-tuned is no slower than unified-auto: it is, if that is beyond doubt and by
   * enough to matter; it is not, if a loss large enough to matter is ruled out. Empty if they were
   * not compared.
   */
  Optional<Answer> notWorse() {
    return Optional.ofNullable(tunedOver.get(Strategies.AUTO)).map(ModelVerdict::notWorse);
  }

  private static Answer notWorse(Comparison comparison) {
    Estimate ratio = comparison.speedUp();
    double mattering = 1 / (1 + Comparison.SMALLEST);
    boolean worse = ratio.high() < 1 && ratio.value() <= mattering;
    return worse ? Answer.NO : ratio.low() >= mattering ? Answer.YES : Answer.OPEN;
  }
}
