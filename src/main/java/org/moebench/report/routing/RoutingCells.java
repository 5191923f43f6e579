// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.moebench.report.evidence.Comparer;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;
import org.moebench.result.RouterInfo;
import org.moebench.stats.Estimate;

/** The cells of a routing run, found by setting, tokens and variant. */
final class RoutingCells {
  private static final String OPERATION = "routing";
  private static final String PARTS = "parts";
  private static final String EXPERT_SORT = "expert-sort";

  /** A ratio of which nothing is known. */
  static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private final ResultSet set;
  private final Variants variants;
  private final List<String> routers;
  private final List<RoutingCell> cells;
  private final List<RoutingCell> sorts;

  RoutingCells(ResultSet set) {
    this.set = set;
    List<CellResult> routing =
        set.cells().stream().filter(cell -> OPERATION.equals(cell.operation())).toList();
    this.variants = Variants.of(routing.stream().map(CellResult::variant).toList());
    this.routers = routerNames(set);
    Comparator<RoutingCell> order =
        Comparator.comparingInt((RoutingCell cell) -> routers.indexOf(cell.setting().router()))
            .thenComparing(cell -> !cell.setting().logits().equals(Setting.FP32))
            .thenComparing(cell -> cell.setting().logits())
            .thenComparingInt(RoutingCell::tokens)
            .thenComparingInt(cell -> cell.setting().workers())
            .thenComparingInt(cell -> variants.index(cell.variant()));
    this.cells = routing.stream().map(RoutingCell::of).sorted(order).toList();
    this.sorts = sorts(set).sorted(order).toList();
  }

  private static List<String> routerNames(ResultSet set) {
    Set<String> names = new LinkedHashSet<>();
    infos(set).forEach(info -> names.add(info.name()));
    set.cells().forEach(cell -> names.add(RoutingCell.of(cell).setting().router()));
    return List.copyOf(names);
  }

  private static Stream<RoutingCell> sorts(ResultSet set) {
    return set.cells().stream()
        .filter(cell -> PARTS.equals(cell.operation()) && EXPERT_SORT.equals(cell.variant()))
        .map(RoutingCell::of);
  }

  private static List<RouterInfo> infos(ResultSet set) {
    return set.routers() == null ? List.of() : set.routers();
  }

  /** The run. */
  ResultSet set() {
    return set;
  }

  /** The variants of the run. */
  Variants variants() {
    return variants;
  }

  /** Every cell by router, logits, tokens, workers and variant, whatever became of it. */
  List<RoutingCell> all() {
    return cells;
  }

  /** The sorts by expert, in the same order. */
  List<RoutingCell> sorts() {
    return sorts;
  }

  /** Names of the routers that have cells, in the order of the run. */
  List<String> routers() {
    return routers.stream()
        .filter(name -> cells.stream().anyMatch(cell -> cell.setting().router().equals(name)))
        .toList();
  }

  /** What the run says of its routers; may be empty. */
  List<RouterInfo> infos() {
    return infos(set);
  }

  /** Every setting that has cells. */
  List<Setting> settings() {
    return cells.stream().map(RoutingCell::setting).distinct().toList();
  }

  /** For every router and type of logits the setting with the fewest workers. */
  List<Setting> baseSettings() {
    List<Setting> all = settings();
    return all.stream()
        .filter(
            setting ->
                all.stream()
                    .noneMatch(
                        other ->
                            other.equals(setting.withWorkers(other.workers()))
                                && other.workers() < setting.workers()))
        .toList();
  }

  /** Token numbers of a setting, ascending, whether or not a cell has a time. */
  List<Integer> tokens(Setting setting) {
    return cells.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.tokens() > 0)
        .map(RoutingCell::tokens)
        .distinct()
        .sorted()
        .toList();
  }

  /** The timed cells of a setting, by tokens and variant. */
  List<RoutingCell> timed(Setting setting) {
    return cells.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.isTimed())
        .sorted(Comparator.comparingInt(RoutingCell::tokens))
        .toList();
  }

  /** The timed cells of a setting with that many tokens, by variant. */
  List<RoutingCell> timed(Setting setting, int tokens) {
    return timed(setting).stream().filter(cell -> cell.tokens() == tokens).toList();
  }

  /** The cells of a setting with that many tokens that have no time, by variant. */
  List<RoutingCell> missing(Setting setting, int tokens) {
    return cells.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.tokens() == tokens)
        .filter(cell -> !cell.isTimed())
        .toList();
  }

  /** The timed cell of a variant. */
  Optional<RoutingCell> timed(Setting setting, int tokens, String variant) {
    return timed(setting, tokens).stream()
        .filter(cell -> cell.variant().equals(variant))
        .findFirst();
  }

  /** The fastest timed cell of a setting with that many tokens. */
  Optional<RoutingCell> fastest(Setting setting, int tokens) {
    return timed(setting, tokens).stream().min(Comparator.comparingDouble(RoutingCell::perToken));
  }

  /** Compares cells of these settings, sorts by expert included, with the noise of all of them. */
  Comparer comparer(double level, Setting... settings) {
    List<CellResult> pool = new ArrayList<>();
    for (Setting setting : settings) {
      Stream.concat(cells.stream(), sorts.stream())
          .filter(cell -> cell.setting().equals(setting) && cell.isTimed())
          .map(RoutingCell::result)
          .forEach(pool::add);
    }
    return Comparer.of(pool, level);
  }

  /**
   * How much faster a cell is than the staged variant with the same tokens; unknown without that,
   * and exactly 1 for the staged variant itself.
   */
  Estimate overStaged(RoutingCell cell, Comparer comparer) {
    if (cell.variant().equals(Variants.STAGED)) {
      return new Estimate(1, Double.NaN, Double.NaN);
    }
    return timed(cell.setting(), cell.tokens(), Variants.STAGED)
        .map(staged -> comparer.compare(staged.result(), cell.result()).speedUp())
        .orElse(UNKNOWN);
  }
}
