// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.ModelInfo;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;

/** The cells of a SwitchGLU run, found by setting, concurrency and variant. */
final class SwigluCells {
  private static final String SWIGLU = "swiglu";
  private static final String LAYER = "layer";
  private static final String SHARDED = "sharded";
  private static final String PARTS = "parts";
  private static final String ALL_REDUCE = "all-reduce";
  private static final String LAUNCH = "launch";

  /** A figure of which nothing is known. */
  static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private final ResultSet set;
  private final List<String> models;
  private final List<String> formats;
  private final List<SwigluCell> swiglu;
  private final List<SwigluCell> layers;
  private final List<SwigluCell> sharded;
  private final List<SwigluCell> allReduces;

  SwigluCells(ResultSet set) {
    this.set = set;
    Set<String> names = new LinkedHashSet<>();
    infos().forEach(info -> names.add(info.name()));
    set.cells().forEach(cell -> names.add(read(cell).setting().model()));
    this.models = List.copyOf(names);
    this.formats = set.cells().stream().map(c -> read(c).setting().format()).distinct().toList();
    this.swiglu = cells(SWIGLU);
    this.layers = cells(LAYER);
    // Ranks of one layer may differ in workers and still belong together.
    this.sharded =
        cells(SHARDED).stream()
            .sorted(
                Comparator.comparingInt((SwigluCell c) -> models.indexOf(c.setting().model()))
                    .thenComparingInt(c -> formats.indexOf(c.setting().format()))
                    .thenComparingInt(SwigluCell::concurrency)
                    .thenComparingInt(c -> Variants.rank(c.variant()))
                    .thenComparingInt(SwigluCell::ranks))
            .toList();
    this.allReduces =
        cells(PARTS).stream().filter(cell -> cell.variant().equals(ALL_REDUCE)).toList();
  }

  private SwigluCell read(CellResult cell) {
    return SwigluCell.of(cell, usualWorkers());
  }

  private List<SwigluCell> cells(String operation) {
    Comparator<SwigluCell> order =
        Comparator.comparingInt((SwigluCell cell) -> models.indexOf(cell.setting().model()))
            .thenComparingInt(cell -> formats.indexOf(cell.setting().format()))
            .thenComparing(cell -> cell.setting().workers() != usualWorkers())
            .thenComparingInt(cell -> cell.setting().threshold())
            .thenComparingInt(SwigluCell::concurrency)
            .thenComparingInt(cell -> Variants.rank(cell.variant()))
            .thenComparing(SwigluCell::variant)
            .thenComparingInt(SwigluCell::ranks);
    return set.cells().stream()
        .filter(cell -> operation.equals(cell.operation()))
        .map(this::read)
        .sorted(order)
        .toList();
  }

  /** The run. */
  ResultSet set() {
    return set;
  }

  /** Workers of a launch where a cell does not say otherwise. */
  int usualWorkers() {
    return set.environment().workers();
  }

  /** What the run says of its models; may be empty. */
  List<ModelInfo> infos() {
    return set.models() == null ? List.of() : set.models();
  }

  /** What the run says of a model. */
  Optional<ModelInfo> info(String model) {
    return infos().stream().filter(info -> model.equals(info.name())).findFirst();
  }

  /** Every SwitchGLU cell, whatever became of it. */
  List<SwigluCell> all() {
    return swiglu;
  }

  /** Every cell of a whole layer. */
  List<SwigluCell> layers() {
    return layers;
  }

  /** Every cell of a sharded layer. */
  List<SwigluCell> sharded() {
    return sharded;
  }

  /** Every all-reduce alone. */
  List<SwigluCell> allReduces() {
    return allReduces;
  }

  /** Names of the models that have SwitchGLU cells, in the order of the run. */
  List<String> models() {
    return swiglu.stream().map(cell -> cell.setting().model()).distinct().toList();
  }

  /** Names of the variants that have SwitchGLU cells. */
  List<String> variants() {
    return swiglu.stream()
        .map(SwigluCell::variant)
        .distinct()
        .sorted(Comparator.comparingInt(Variants::rank))
        .toList();
  }

  /** An empty launch, if it was timed with that many workers. */
  Optional<CellResult> emptyLaunch(int workers) {
    return launches()
        .filter(cell -> cell.setting().workers() == workers)
        .map(SwigluCell::result)
        .filter(TimedCells::isTimed)
        .findFirst();
  }

  private Stream<SwigluCell> launches() {
    return cells(PARTS).stream().filter(cell -> cell.variant().equals(LAUNCH));
  }

  /** Every setting that has SwitchGLU cells. */
  List<Setting> settings() {
    return swiglu.stream().map(SwigluCell::setting).distinct().toList();
  }

  /**
   * For every model and format the setting that its verdict is about: the run's workers, or the
   * fewest there are, and the usual sort threshold, or the lowest there is.
   */
  List<Setting> baseSettings() {
    Comparator<Setting> usual =
        Comparator.comparing((Setting s) -> s.workers() != usualWorkers())
            .thenComparingInt(Setting::workers)
            .thenComparing(s -> s.threshold() != Setting.THRESHOLD)
            .thenComparingInt(Setting::threshold);
    List<Setting> all = settings();
    return all.stream()
        .filter(
            setting ->
                all.stream()
                    .filter(other -> other.model().equals(setting.model()))
                    .filter(other -> other.format().equals(setting.format()))
                    .noneMatch(other -> usual.compare(other, setting) < 0))
        .toList();
  }

  /** Whether a setting differs from another one by an unusual sort threshold only. */
  boolean sortsLater(Setting setting) {
    Setting usual = setting.withThreshold(Setting.THRESHOLD);
    return !setting.equals(usual) && settings().contains(usual);
  }

  /** Model and format, and what else is not usual. */
  String label(Setting setting) {
    return setting.model() + " " + setting.label(usualWorkers());
  }

  /** Concurrencies of a setting, ascending, whether or not a cell has a time. */
  List<Integer> concurrencies(Setting setting) {
    return swiglu.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.concurrency() > 0)
        .map(SwigluCell::concurrency)
        .distinct()
        .sorted()
        .toList();
  }

  /** The timed cells of a setting, by concurrency and variant. */
  List<SwigluCell> timed(Setting setting) {
    return swiglu.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.isTimed())
        .toList();
  }

  /** The timed cells of a setting at a concurrency, by variant. */
  List<SwigluCell> timed(Setting setting, int concurrency) {
    return timed(setting).stream().filter(cell -> cell.concurrency() == concurrency).toList();
  }

  /** The cells of a setting at a concurrency that have no time, by variant. */
  List<SwigluCell> missing(Setting setting, int concurrency) {
    return swiglu.stream()
        .filter(cell -> cell.setting().equals(setting) && cell.concurrency() == concurrency)
        .filter(cell -> !cell.isTimed())
        .toList();
  }

  /** The timed cell of a variant. */
  Optional<SwigluCell> timed(Setting setting, int concurrency, String variant) {
    return timed(setting, concurrency).stream()
        .filter(cell -> cell.variant().equals(variant))
        .findFirst();
  }

  /** Compares cells of a setting with the noise of all that setting's timed cells. */
  Comparer comparer(double level, Setting setting) {
    return Comparer.of(results(timed(setting)), results(all()), level);
  }

  /** Compares cells with the noise of those given. */
  static Comparer comparer(double level, Collection<SwigluCell> pool) {
    return Comparer.of(results(pool), level);
  }

  private static List<CellResult> results(Collection<SwigluCell> cells) {
    return cells.stream().filter(SwigluCell::isTimed).map(SwigluCell::result).toList();
  }

  /** How much faster a cell is than unfused at its concurrency; empty without that, or for it. */
  Optional<Comparison> overUnfused(SwigluCell cell, Comparer comparer) {
    return cell.variant().equals(Variants.UNFUSED)
        ? Optional.empty()
        : timed(cell.setting(), cell.concurrency(), Variants.UNFUSED)
            .map(unfused -> comparer.compare(unfused.result(), cell.result()));
  }
}
