// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.moebench.workload.Progress;
import org.moebench.workload.WeightStore;

/**
 * A prefill run that has been checked against the machine: what fits is planned, what does not is
 * skipped with the bytes it would need, and nothing has been allocated yet.
 *
 * @param config the choices
 * @param cells every cell
 * @param ceilings ceiling probes of every round
 * @param missingWeights formats whose weight file has to be built first
 * @param missingBytes bytes of those files
 */
public record PrefillPlan(
    PrefillConfig config,
    List<Cell> cells,
    List<Cell> ceilings,
    List<QuantFormat> missingWeights,
    long missingBytes)
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
    WeightStore store = new WeightStore(config.cache(), config.workers(), Progress.SILENT);
    List<QuantFormat> missing =
        config.formats().stream()
            .filter(format -> measures && !store.exists(config.weights(format)))
            .toList();
    long bytes =
        missing.stream().mapToLong(format -> WeightStore.fileBytes(config.weights(format))).sum();
    checkDisk(config.cache(), bytes);
    return new PrefillPlan(
        config,
        cells,
        measures ? CeilingCells.with(config.workers(), config.timing()) : List.of(),
        missing,
        bytes);
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

  private static void checkDisk(Path cache, long bytes) {
    long free = freeBytes(cache);
    if (bytes > free) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "the weight files need %d bytes (%s) in %s, where %s are free: choose another folder with"
                  .formatted(bytes, MachineMemory.text(bytes), cache, MachineMemory.text(free))
              + " --cache, or fewer formats");
    }
  }

  /** Free bytes where a folder is or will be; no limit if the system does not say. */
  static long freeBytes(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing == null ? Long.MAX_VALUE : Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
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
    new WeightBuild(config, stop).run(missingWeights, says);
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
    lines.add("disk      " + MachineMemory.text(missingBytes) + " to be written");
    return lines;
  }

  private String storageLine(QuantFormat format) {
    return String.format(
        Locale.ROOT,
        "weights   %-10s %10s  %s",
        format,
        MachineMemory.text(config.weightBytes(format)),
        missingWeights.contains(format) ? "to be built in " + config.cache() : "stored");
  }
}
