// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.quant.QuantizationError;
import org.moebench.result.FormatInfo;
import org.moebench.workload.WeightSpec;

/**
 * A run of decoding, or a search for crossovers, that has been checked against the machine: what
 * fits is planned, what does not is skipped with the bytes it would need, and nothing has been
 * allocated yet.
 *
 * @param config the choices
 * @param cells every cell
 * @param ceilings ceiling probes of every round
 * @param weights weight files
 */
public record DecodePlan(
    DecodeConfig config, List<Cell> cells, List<Cell> ceilings, WeightFiles weights)
    implements Plan {
  /**
   * Plans a run of decoding.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a damaged tuning file, TOO_LARGE if
   *     nothing fits a fork, or the weight files do not fit the disk
   */
  public static DecodePlan of(DecodeRequest request) {
    return of(DecodeConfigs.resolve(request), MachineMemory.perFork());
  }

  /**
   * Plans a search for crossovers.
   *
   * @throws UserError as the other
   */
  public static DecodePlan of(TuneRequest request) {
    return of(DecodeConfigs.resolve(request), MachineMemory.perFork());
  }

  static DecodePlan of(DecodeConfig config, long perForkBytes) {
    List<Cell> cells =
        DecodeCells.of(config, perForkBytes).stream()
            .map(cell -> fitted(cell, perForkBytes))
            .toList();
    if (cells.stream().noneMatch(Cell::runs)) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s %s: choose smaller --shapes, a larger --divisor, or formats with fewer bits"
              .formatted(cells.get(0).id(), cells.get(0).skipReason()));
    }
    return new DecodePlan(
        config,
        cells,
        CeilingCells.with(config.workers(), config.timing()),
        WeightFiles.of(config.cache(), config.workers(), specs(cells)));
  }

  private static Cell fitted(Cell cell, long perForkBytes) {
    String need = cell.runs() ? ForkMemory.shortage(cell, perForkBytes) : null;
    return need == null ? cell : cell.skipped(need);
  }

  /** Weights that the cells read which run. */
  private static Set<WeightSpec> specs(List<Cell> cells) {
    return cells.stream()
        .filter(cell -> cell.runs() && cell.format() != null)
        .map(DecodePlan::spec)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static WeightSpec spec(Cell cell) {
    Map<String, String> params = cell.params();
    int copies = Integer.parseInt(params.getOrDefault(DecodeCells.COPIES, "1"));
    return new WeightSpec(
        QuantFormat.of(params.get(DecodeCells.FORMAT)),
        copies * Integer.parseInt(params.get("experts")),
        Integer.parseInt(params.get("n")),
        Integer.parseInt(params.get("k")),
        Integer.parseInt(params.get("group")),
        Long.parseLong(params.get("seed")));
  }

  @Override
  public RunSettings settings() {
    return new RunSettings(
        config.operation(),
        config.preset(),
        config.workers(),
        config.seed(),
        config.budget(),
        config.out());
  }

  /** Shapes are those of the cells; there is no one of the run. */
  @Override
  public RunInputs inputs() {
    Map<QuantFormat, WeightSpec> first = new LinkedHashMap<>();
    specs(cells).forEach(spec -> first.putIfAbsent(spec.format(), spec));
    List<FormatInfo> formats = first.values().stream().map(DecodePlan::info).toList();
    return new RunInputs(null, null, formats, null, null);
  }

  private static FormatInfo info(WeightSpec spec) {
    return new FormatInfo(
        spec.format().name(),
        spec.format().bitsPerWeight(spec.group()),
        spec.layout().bytes(),
        QuantizationError.relativeRms(spec.format(), spec.group()));
  }

  /** Says what the tuned strategy goes by, and builds the missing weight files. */
  @Override
  public void prepare(StopSignal stop, Consumer<String> says) {
    if (!config.traces().isEmpty()) {
      says.accept("tuning: " + config.tuning().line());
    }
    weights.build(stop, says);
  }

  @Override
  public List<String> subjectLines() {
    List<String> lines = new ArrayList<>();
    if (!config.distinct().isEmpty()) {
      lines.add("shapes    " + joined(distinct().flatMap(grid -> grid.shapes().stream())));
      lines.add("rows      " + joined(distinct().flatMap(grid -> grid.rows().stream()).sorted()));
    }
    for (DecodeConfig.Traced traced : config.workloads().values()) {
      lines.add(
          "workload  %s (%s): %s"
              .formatted(
                  traced.workload().name(), traced.shape(), traced.workload().description()));
    }
    if (!config.traces().isEmpty()) {
      lines.add(
          "batches   " + joined(config.traces().stream().flatMap(grid -> grid.batches().stream())));
      lines.add(
          "strategy  "
              + joined(
                  config.traces().stream()
                      .flatMap(grid -> grid.strategies().stream())
                      .map(strategy -> strategy.id())));
      lines.add("tuning    " + config.tuning().line());
    }
    if (config.operation().equals(DecodeCells.TUNE)) {
      lines.add("tuning    to be written to " + config.tuningFile());
    }
    return lines;
  }

  private Stream<DistinctGrid> distinct() {
    return config.distinct().stream();
  }

  private static String joined(Stream<?> values) {
    return values.distinct().map(Object::toString).collect(Collectors.joining(", "));
  }

  @Override
  public List<String> storageLines() {
    List<String> lines = new ArrayList<>();
    for (WeightSpec spec : specs(cells)) {
      lines.add(
          "weights   %-10s %5d x %-10s %10s  %s%s"
              .formatted(
                  spec.format(),
                  spec.experts(),
                  new ProjectionShape(spec.n(), spec.k()),
                  MachineMemory.text(spec.layout().bytes()),
                  weights.state(List.of(spec)),
                  cacheNote(spec)));
    }
    lines.add(weights.diskLine());
    return lines;
  }

  /** Weights that the caches could hold say little of memory. */
  private String cacheNote(WeightSpec spec) {
    return spec.layout().bytes() >= DecodeCells.CACHES * config.cacheBytes()
        ? ""
        : "; note: less than %d x the largest cache of %s"
            .formatted(DecodeCells.CACHES, MachineMemory.text(config.cacheBytes()));
  }
}
