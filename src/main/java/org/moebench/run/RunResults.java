// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.moebench.quant.QuantizationError;
import org.moebench.result.CellResult;
import org.moebench.result.FormatInfo;
import org.moebench.result.ResultSet;
import org.moebench.result.Shape;

/** Makes the result set of what has been measured so far. */
final class RunResults {
  private final PrefillPlan plan;
  private final String command;
  private final List<FormatInfo> formats;

  RunResults(PrefillPlan plan, String command) {
    this.plan = plan;
    this.command = command;
    this.formats = formats(plan.config());
  }

  private static List<FormatInfo> formats(PrefillConfig config) {
    int group = config.shape().group();
    return config.formats().stream()
        .map(
            format ->
                new FormatInfo(
                    format.name(),
                    format.bitsPerWeight(group),
                    config.weightBytes(format),
                    QuantizationError.relativeRms(format, group)))
        .toList();
  }

  ResultSet of(Measurements measured) {
    PrefillConfig config = plan.config();
    Shape shape = config.shape();
    List<CellResult> cells =
        plan.cells().stream()
            .map(cell -> CellSummary.of(cell, measured, shape, config.workload().name()))
            .toList();
    return new ResultSet(
        ResultSet.SCHEMA,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        PrefillCells.OPERATION,
        config.preset().id(),
        config.seed(),
        measured.rounds(),
        measured.roundsCompleted(),
        measured.isComplete(),
        measured.wallSeconds(),
        new EnvironmentProbe().probe(config.workers(), vectorBits(cells)),
        shape,
        config.workload().info(),
        formats,
        measured.ceilings(),
        cells,
        null);
  }

  /** The width that the forks say they used; 0 if none has said. */
  private static int vectorBits(List<CellResult> cells) {
    return cells.stream()
        .flatMap(cell -> cell.forks().stream())
        .mapToInt(fork -> fork.report().vectorBits())
        .max()
        .orElse(0);
  }
}
