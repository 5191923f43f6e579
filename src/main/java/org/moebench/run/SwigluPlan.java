// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.quant.QuantizationError;
import org.moebench.result.FormatInfo;
import org.moebench.workload.ModelWeights;
import org.moebench.workload.NamedModel;
import org.moebench.workload.WeightSpec;

/**
 * A SwitchGLU run that has been checked against the machine: what fits is planned, what does not is
 * skipped with the bytes it would need, and nothing has been allocated yet.
 *
 * @param config the choices
 * @param cells every cell
 * @param ceilings ceiling probes of every round
 * @param weights weight files
 */
public record SwigluPlan(
    SwigluConfig config, List<Cell> cells, List<Cell> ceilings, WeightFiles weights)
    implements Plan {
  /** Weights of a model in a format, which several cells read. */
  private record Layer(NamedModel model, QuantFormat format) {
    List<WeightSpec> specs(long seed) {
      return ModelWeights.specs(model, format, seed);
    }
  }

  /**
   * Plans a run.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a bad model file, TOO_LARGE if nothing
   *     fits a fork, or the weight files do not fit the disk
   */
  public static SwigluPlan of(SwigluRequest request) {
    return of(SwigluConfigs.resolve(request), MachineMemory.perFork());
  }

  static SwigluPlan of(SwigluConfig config, long perForkBytes) {
    List<Cell> cells =
        SwigluCells.of(config, perForkBytes).stream()
            .map(cell -> fitted(cell, perForkBytes))
            .toList();
    Set<Layer> layers = layers(config, cells);
    if (layers.isEmpty()) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s %s: choose a larger --divisor, fewer --concurrency, or formats with fewer bits"
              .formatted(cells.get(0).id(), cells.get(0).skipReason()));
    }
    List<WeightSpec> wanted =
        layers.stream().flatMap(layer -> layer.specs(config.seed()).stream()).toList();
    return new SwigluPlan(
        config,
        cells,
        CeilingCells.with(config.workers(), config.timing()),
        WeightFiles.of(config.cache(), config.workers(), wanted));
  }

  private static Cell fitted(Cell cell, long perForkBytes) {
    String need = cell.runs() ? ForkMemory.shortage(cell, perForkBytes) : null;
    return need == null ? cell : cell.skipped(need);
  }

  /** Weights that the cells read which run. */
  private static Set<Layer> layers(SwigluConfig config, List<Cell> cells) {
    Set<Layer> layers = new LinkedHashSet<>();
    for (Cell cell : cells) {
      SwigluConfig.Model model = config.models().get(cell.params().get(SwigluCells.MODEL));
      if (cell.runs() && model != null) {
        QuantFormat format = QuantFormat.of(cell.params().get(SwigluCells.FORMAT));
        layers.add(new Layer(model.named(), format));
      }
    }
    return layers;
  }

  @Override
  public RunSettings settings() {
    return new RunSettings(
        SwigluCells.OPERATION,
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
        formats(),
        null,
        config.models().values().stream().map(model -> model.named().info()).toList());
  }

  /** Formats that are measured, each with the bytes of the first model that is. */
  private List<FormatInfo> formats() {
    Map<QuantFormat, NamedModel> first = new LinkedHashMap<>();
    layers(config, cells).forEach(layer -> first.putIfAbsent(layer.format(), layer.model()));
    return first.entrySet().stream().map(entry -> info(entry.getKey(), entry.getValue())).toList();
  }

  private static FormatInfo info(QuantFormat format, NamedModel model) {
    return new FormatInfo(
        format.name(),
        format.bitsPerWeight(model.group()),
        ModelWeights.bytes(model, format),
        QuantizationError.relativeRms(format, model.group()));
  }

  /** Builds the missing weight files. */
  @Override
  public void prepare(StopSignal stop, Consumer<String> says) {
    weights.build(stop, says);
  }

  @Override
  public List<String> subjectLines() {
    List<String> lines = new ArrayList<>();
    for (SwigluConfig.Model model : config.models().values()) {
      lines.add("model     " + model.named().name() + ": " + model.named().summary());
    }
    lines.add(
        "variants  "
            + config.grids().stream()
                .flatMap(grid -> grid.variants().stream())
                .distinct()
                .map(variant -> variant.id())
                .collect(Collectors.joining(", ")));
    lines.add("routing   " + routing());
    return lines;
  }

  private String routing() {
    return config.routing() == null
        ? String.format(Locale.ROOT, "decode, shared popularity %s", config.popularity())
        : "picks of decode workload " + config.routing().resolve().name();
  }

  @Override
  public List<String> storageLines() {
    List<String> lines = new ArrayList<>();
    for (Layer layer : layers(config, cells)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "weights   %-20s %-10s %10s  %s",
              layer.model().name(),
              layer.format(),
              MachineMemory.text(ModelWeights.bytes(layer.model(), layer.format())),
              weights.state(layer.specs(config.seed()))));
    }
    lines.add(weights.diskLine());
    return lines;
  }
}
