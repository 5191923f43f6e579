// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;

/** Makes the result set of what has been measured so far. */
final class RunResults {
  private final Plan plan;
  private final String command;
  private final RunInputs inputs;

  RunResults(Plan plan, String command) {
    this.plan = plan;
    this.command = command;
    this.inputs = plan.inputs();
  }

  ResultSet of(Measurements measured) {
    RunSettings settings = plan.settings();
    List<CellResult> cells =
        plan.cells().stream().map(cell -> CellSummary.of(cell, measured)).toList();
    return new ResultSet(
        ResultSet.SCHEMA,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        settings.operation(),
        settings.preset().id(),
        settings.seed(),
        measured.rounds(),
        measured.roundsCompleted(),
        measured.isComplete(),
        measured.wallSeconds(),
        new EnvironmentProbe().probe(settings.workers(), vectorBits(cells)),
        inputs.shape(),
        inputs.workload(),
        inputs.formats(),
        measured.ceilings(),
        cells,
        inputs.routers(),
        inputs.models());
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
