// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.QuantFormat;
import org.moebench.quant.QuantizationError;
import org.moebench.result.FormatInfo;
import org.moebench.tensor.ExpertRows;
import org.moebench.workload.WeightSpec;

/**
 * A prefill run that has been checked against the machine: what fits is planned, what does not is
 * skipped with the bytes it would need, and nothing has been allocated yet.
 *
 * @param config the choices
 * @param cells every cell
 * @param ceilings ceiling probes of every round
 * @param weights weight files
 */
public record PrefillPlan(
    PrefillConfig config, List<Cell> cells, List<Cell> ceilings, WeightFiles weights)
    implements Plan {
  /**
   * Plans a run.
   *
   * @throws UserError TOO_LARGE if the leanest strategy of a format does not fit a fork, or the
   *     weight files do not fit the disk
   */
  public static PrefillPlan of(PrefillConfig config) {
    return of(config, MachineMemory.perFork());
  }

  static PrefillPlan of(PrefillConfig config, long perForkBytes) {
    List<Cell> cells =
        PrefillCells.of(config).stream().map(cell -> fitted(cell, perForkBytes)).toList();
    boolean measures = cells.stream().anyMatch(Cell::runs);
    List<WeightSpec> wanted =
        measures ? config.formats().stream().map(config::weights).toList() : List.of();
    return new PrefillPlan(
        config,
        cells,
        measures ? CeilingCells.with(config.workers(), config.timing()) : List.of(),
        WeightFiles.of(config.cache(), config.workers(), wanted));
  }

  private static Cell fitted(Cell cell, long perForkBytes) {
    String need = cell.runs() ? ForkMemory.shortage(cell, perForkBytes) : null;
    if (need == null) {
      return cell;
    }
    if (cell.variant().equals(PrefillVariant.GROUPED.id())) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          cell.id()
              + " "
              + need
              + ": choose a smaller --shape, fewer --experts or --rows,"
              + " or formats with fewer bits");
    }
    return cell.skipped(need);
  }

  @Override
  public RunSettings settings() {
    return new RunSettings(
        PrefillCells.OPERATION,
        config.preset(),
        config.workers(),
        config.seed(),
        config.budget(),
        config.out());
  }

  @Override
  public RunInputs inputs() {
    int group = config.shape().group();
    List<FormatInfo> formats =
        config.formats().stream()
            .map(
                format ->
                    new FormatInfo(
                        format.name(),
                        format.bitsPerWeight(group),
                        config.weightBytes(format),
                        QuantizationError.relativeRms(format, group)))
            .toList();
    return new RunInputs(config.shape(), config.workload().info(), formats, null, null);
  }

  /** Builds the missing weight files. */
  @Override
  public void prepare(StopSignal stop, Consumer<String> says) {
    weights.build(stop, says);
  }

  @Override
  public List<String> subjectLines() {
    ExpertRows rows = config.workload().rows();
    return List.of(
        String.format(
            Locale.ROOT,
            "workload  %s: %d rows on %d of %d experts, at most %d on one",
            config.workload().name(),
            rows.total(),
            rows.active(),
            rows.experts(),
            rows.max()),
        "shape     " + config.shape());
  }

  @Override
  public List<String> storageLines() {
    List<String> lines = new ArrayList<>();
    config.formats().forEach(format -> lines.add(storageLine(format)));
    lines.add(weights.diskLine());
    return lines;
  }

  private String storageLine(QuantFormat format) {
    return String.format(
        Locale.ROOT,
        "weights   %-10s %10s  %s",
        format,
        MachineMemory.text(config.weightBytes(format)),
        weights.state(List.of(config.weights(format))));
  }
}
