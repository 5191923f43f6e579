// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.quant.QuantizationError;
import org.moebench.result.FormatInfo;
import org.moebench.result.ModelInfo;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.WeightSpec;

/**
 * A run of forward passes that has been checked against the machine: what fits is planned, what
 * does not is skipped with the bytes it would need, and nothing has been allocated yet.
 *
 * @param config the choices
 * @param cells every cell
 * @param ceilings ceiling probes of every round
 * @param weights weight files
 */
public record ForwardPlan(
    ForwardConfig config, List<Cell> cells, List<Cell> ceilings, WeightFiles weights)
    implements Plan {
  /**
   * Plans a run.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a damaged tuning file, TOO_LARGE if
   *     nothing fits a fork, or the weight files do not fit the disk
   */
  public static ForwardPlan of(ForwardRequest request) {
    return of(ForwardConfigs.resolve(request), MachineMemory.perFork());
  }

  static ForwardPlan of(ForwardConfig config, long perForkBytes) {
    List<Cell> cells =
        ForwardCells.of(config).stream().map(cell -> fitted(cell, perForkBytes)).toList();
    List<ForwardPreset> stacks = measured(config, cells);
    if (stacks.isEmpty()) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s %s: choose a larger --divisor, fewer --layers, or a --format with fewer bits"
              .formatted(cells.get(0).id(), cells.get(0).skipReason()));
    }
    List<WeightSpec> wanted =
        stacks.stream().flatMap(stack -> specs(config, stack).stream()).toList();
    return new ForwardPlan(
        config,
        cells,
        CeilingCells.with(config.workers(), config.timing()),
        WeightFiles.of(config.cache(), config.workers(), wanted));
  }

  private static Cell fitted(Cell cell, long perForkBytes) {
    String need = cell.runs() ? ForkMemory.shortage(cell, perForkBytes) : null;
    return need == null ? cell : cell.skipped(need);
  }

  /** Stacks of cells that run. */
  private static List<ForwardPreset> measured(ForwardConfig config, List<Cell> cells) {
    return cells.stream()
        .filter(Cell::runs)
        .map(cell -> config.stacks().get(cell.workload()))
        .distinct()
        .toList();
  }

  private static List<WeightSpec> specs(ForwardConfig config, ForwardPreset stack) {
    return stack.specs(config.format(), config.seed());
  }

  @Override
  public RunSettings settings() {
    return new RunSettings(
        ForwardCells.OPERATION,
        config.preset(),
        config.workers(),
        config.seed(),
        config.budget(),
        config.out());
  }

  @Override
  public RunInputs inputs() {
    return new RunInputs(
        null,
        null,
        List.of(formatInfo()),
        null,
        config.stacks().values().stream().map(this::info).toList());
  }

  /** The format, with the bytes of the first stack that is measured. */
  private FormatInfo formatInfo() {
    QuantFormat format = config.format();
    ForwardPreset stack = measured(config, cells).get(0);
    return new FormatInfo(
        format.name(),
        format.bitsPerWeight(stack.group()),
        stack.weightBytes(format),
        QuantizationError.relativeRms(format, stack.group()));
  }

  private ModelInfo info(ForwardPreset stack) {
    boolean swiglu = stack.swiglu();
    return new ModelInfo(
        stack.name(),
        stack.name(),
        stack.source(),
        stack.divisor(),
        stack.experts(),
        stack.slots(),
        stack.hidden(),
        stack.intermediate(),
        0,
        stack.layers(),
        swiglu ? stack.model().activation().name() : "none",
        swiglu && stack.model().biased(),
        stack.group(),
        stack.summary() + "; " + tuned(stack));
  }

  /** What the tuned strategy does in a stack, by shape of projection. */
  private String tuned(ForwardPreset stack) {
    List<WeightSpec> layer = stack.specs(config.format(), config.seed(), 0);
    // The first projection decides for a SwitchGLU layer, each for itself elsewhere.
    List<WeightSpec> deciding = stack.swiglu() ? layer.subList(0, 1) : layer;
    String limits = deciding.stream().map(this::limit).collect(Collectors.joining(", "));
    return DispatchStrategy.UNIFIED_TUNED.id() + ": decode kernel up to " + limits;
  }

  private String limit(WeightSpec spec) {
    int rows = config.tuning().tuning().decodeRows(spec.format(), spec.n(), spec.k());
    return "%d rows of an expert (%dx%d)".formatted(rows, spec.n(), spec.k());
  }

  /** Says what the tuned strategy goes by and builds the missing weight files. */
  @Override
  public void prepare(StopSignal stop, Consumer<String> says) {
    says.accept("tuning: " + config.tuning().line());
    weights.build(stop, says);
  }

  @Override
  public List<String> subjectLines() {
    List<String> lines = new ArrayList<>();
    for (ForwardPreset stack : config.stacks().values()) {
      lines.add("stack     " + stack.name() + ": " + stack.summary());
    }
    lines.add("format    " + config.format());
    lines.add("strategy  " + String.join(", ", strategies()));
    lines.add("tuning    " + config.tuning().line());
    for (ForwardPreset stack : config.stacks().values()) {
      lines.add("          " + stack.name() + ", " + tuned(stack));
    }
    return lines;
  }

  private Set<String> strategies() {
    return cells.stream().map(Cell::variant).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public List<String> storageLines() {
    List<String> lines = new ArrayList<>();
    for (ForwardPreset stack : measured(config, cells)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "weights   %-20s %10s  %s",
              stack.name(),
              MachineMemory.text(stack.weightBytes(config.format())),
              weights.state(specs(config, stack))));
    }
    lines.add(weights.diskLine());
    return lines;
  }
}
