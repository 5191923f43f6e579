// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.result.CellResult;
import org.moebench.result.ModelInfo;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;

/** The cells of a model run, found by setting, part and strategy. */
final class ModelCells {
  private static final String MODEL = "model";

  private static final List<String> ROUTINGS = List.of(Setting.PUBLISHED, Setting.REALISTIC);

  private static final List<String> PARTS =
      List.of(ModelCell.FORWARD, ModelCell.PREFILL, ModelCell.DECODE);

  /** A figure of which nothing is known. */
  static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private final ResultSet set;
  private final List<ModelCell> cells;

  ModelCells(ResultSet set) {
    this.set = set;
    List<ModelCell> all =
        set.cells().stream()
            .filter(cell -> MODEL.equals(cell.operation()))
            .map(ModelCell::of)
            .toList();
    Set<String> names = new LinkedHashSet<>();
    infos().forEach(info -> names.add(info.name()));
    all.forEach(cell -> names.add(cell.setting().stack()));
    List<String> stacks = List.copyOf(names);
    List<String> formats = all.stream().map(cell -> cell.setting().format()).distinct().toList();
    this.cells =
        all.stream()
            .sorted(
                Comparator.comparingInt((ModelCell c) -> stacks.indexOf(c.setting().stack()))
                    .thenComparingInt(c -> formats.indexOf(c.setting().format()))
                    .thenComparingInt(c -> rank(ROUTINGS, c.setting().routing()))
                    .thenComparing(c -> c.setting().routing())
                    .thenComparingInt(c -> rank(PARTS, c.part()))
                    .thenComparing(ModelCell::part)
                    .thenComparingInt(c -> Strategies.rank(c.strategy()))
                    .thenComparing(ModelCell::strategy))
            .toList();
  }

  private static int rank(List<String> known, String name) {
    int index = known.indexOf(name);
    return index < 0 ? known.size() : index;
  }

  /** The run. */
  ResultSet set() {
    return set;
  }

  /** What the run says of its stacks; may be empty. */
  List<ModelInfo> infos() {
    return set.models() == null ? List.of() : set.models();
  }

  /** What the run says of a stack. */
  Optional<ModelInfo> info(String stack) {
    return infos().stream().filter(info -> stack.equals(info.name())).findFirst();
  }

  /** Every cell, whatever became of it. */
  List<ModelCell> all() {
    return cells;
  }

  /** Every setting that has cells. */
  List<Setting> settings() {
    return cells.stream().map(ModelCell::setting).distinct().toList();
  }

  /** Names of the stacks that have cells. */
  List<String> stacks() {
    return settings().stream().map(Setting::stack).distinct().toList();
  }

  /** Names of the strategies that have cells. */
  List<String> strategies() {
    return cells.stream()
        .map(ModelCell::strategy)
        .distinct()
        .sorted(Comparator.comparingInt(Strategies::rank))
        .toList();
  }

  /** Stack and routing, and the format where the run has several. */
  String label(Setting setting) {
    return setting.label(severalFormats());
  }

  /** Routing, and the format where the run has several. */
  String routing(Setting setting) {
    return setting.routing(severalFormats());
  }

  /** Stack, and the format where the run has several. */
  String name(Setting setting) {
    return setting.name(severalFormats());
  }

  private boolean severalFormats() {
    return settings().stream().map(Setting::format).distinct().count() > 1;
  }

  /** The cells of a part of a setting, by strategy, whatever became of them. */
  List<ModelCell> of(Setting setting, String part) {
    return cells.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.part().equals(part))
        .toList();
  }

  /** Those with a time. */
  List<ModelCell> timed(Setting setting, String part) {
    return of(setting, part).stream().filter(ModelCell::isTimed).toList();
  }

  /** The timed cell of a strategy. */
  Optional<ModelCell> timed(Setting setting, String part, String strategy) {
    return timed(setting, part).stream()
        .filter(cell -> cell.strategy().equals(strategy))
        .findFirst();
  }

  /** Compares cells of a part of a setting with the noise of them all. */
  Comparer comparer(double level, Setting setting, String part) {
    return Comparer.of(results(timed(setting, part)), results(cells), level);
  }

  private static List<CellResult> results(Collection<ModelCell> cells) {
    return cells.stream().filter(ModelCell::isTimed).map(ModelCell::result).toList();
  }

  /**
   * How much faster a cell is than always-prefill: time of that / time of the cell. Empty without
   * that, or for it.
   */
  Optional<Comparison> overPrefill(ModelCell cell, Comparer comparer) {
    return other(cell, Strategies.PREFILL)
        .map(prefill -> comparer.compare(prefill.result(), cell.result()));
  }

  /**
   * How much faster unified-tuned is than a cell: time of the cell / time of that. Empty without
   * that, or for it.
   */
  Optional<Comparison> tunedOver(ModelCell cell, Comparer comparer) {
    return other(cell, Strategies.TUNED)
        .map(tuned -> comparer.compare(cell.result(), tuned.result()));
  }

  private Optional<ModelCell> other(ModelCell cell, String strategy) {
    return cell.strategy().equals(strategy)
        ? Optional.empty()
        : timed(cell.setting(), cell.part(), strategy);
  }
}
