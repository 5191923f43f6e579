// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.moebench.moe.DispatchStrategy;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.Contest;
import org.moebench.result.CellResult;

/**
 * The strategies on one decode workload at one batch.
 *
 * @param setting workload, batch and projection
 * @param cells all cells, by strategy
 * @param contest which strategy is fastest; prefill takes part by its turns if it has no cell
 * @param overPrefill ratio to the prefill kernel of every other timed strategy, by name
 * @param level confidence level of each interval: all pairs hold together with 95% confidence
 */
record TraceVerdict(
    Setting setting,
    List<DecodeCell> cells,
    Contest contest,
    Map<String, Comparison> overPrefill,
    double level) {
  private static final double DOUBT = 0.05;

  private static final String PREFILL = DispatchStrategy.ALWAYS_PREFILL.id();

  /** What cells that differ in nothing but the strategy have in common. */
  record Setting(String workload, String batch, int experts, Projection projection) {
    static Setting of(DecodeCell cell) {
      String workload = Objects.toString(cell.result().workload(), "unnamed");
      return new Setting(workload, cell.batch(), cell.experts(), cell.projection());
    }

    /** Workload and batch. */
    String label() {
      boolean number = !batch.isEmpty() && batch.chars().allMatch(Character::isDigit);
      return (workload + (number ? " B=" : " ") + batch).strip();
    }
  }

  /** One for each workload, batch and projection, in the order of the run. */
  static List<TraceVerdict> of(DecodeCells cells) {
    return cells.traces().stream()
        .map(Setting::of)
        .distinct()
        .map(setting -> of(cells, setting))
        .toList();
  }

  private static TraceVerdict of(DecodeCells all, Setting setting) {
    List<DecodeCell> own =
        all.traces().stream()
            .filter(cell -> Setting.of(cell).equals(setting))
            .sorted(Comparator.comparingInt(cell -> Strategies.rank(cell.variant())))
            .toList();
    List<DecodeCell> timed = own.stream().filter(DecodeCell::isTimed).toList();
    Optional<DecodeCell> prefill = prefill(timed);
    List<CellResult> rivals = new ArrayList<>(timed.stream().map(DecodeCell::result).toList());
    prefill.map(DecodeCell::result).filter(r -> !rivals.contains(r)).ifPresent(rivals::add);
    int pairs = rivals.size() * (rivals.size() - 1) / 2;
    double level = 1 - DOUBT / Math.max(1, pairs);
    Comparer comparer = all.comparer(setting.projection().format(), level);
    Map<String, Comparison> ratios = new LinkedHashMap<>();
    for (DecodeCell cell : timed) {
      if (prefill.isPresent() && !cell.variant().equals(PREFILL)) {
        ratios.put(cell.variant(), comparer.compare(prefill.get().result(), cell.result()));
      }
    }
    return new TraceVerdict(setting, own, Contest.of(rivals, comparer), ratios, level);
  }

  /** The prefill kernel alone: its own cell, or the first that took turns with another's. */
  private static Optional<DecodeCell> prefill(List<DecodeCell> timed) {
    return timed.stream()
        .filter(cell -> cell.variant().equals(PREFILL))
        .findFirst()
        .or(
            () ->
                timed.stream()
                    .flatMap(cell -> Rival.of(cell).stream())
                    .filter(rival -> rival.variant().equals(PREFILL))
                    .findFirst());
  }

  /** The strategies that may be the fastest, the fastest measured one first. */
  List<String> candidates() {
    List<String> names = new ArrayList<>();
    if (contest.winner() != null) {
      names.add(contest.winner().variant());
    }
    contest.tied().forEach(cell -> names.add(cell.variant()));
    return names;
  }
}
