// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.routing.RoutingVariant;
import org.moebench.workload.NamedRouter;

/**
 * A routing run that has been checked against the machine.
 *
 * @param config the choices
 * @param cells every cell
 * @param ceilings ceiling probes of every round
 */
public record RoutingPlan(RoutingConfig config, List<Cell> cells, List<Cell> ceilings)
    implements Plan {
  /**
   * Plans a run.
   *
   * @throws UserError USAGE for a bad value, BAD_INPUT for a bad router file, TOO_LARGE if a batch
   *     does not fit a fork
   */
  public static RoutingPlan of(RoutingRequest request) {
    return of(RoutingConfigs.resolve(request), MachineMemory.perFork());
  }

  static RoutingPlan of(RoutingConfig config, long perForkBytes) {
    List<Cell> cells = RoutingCells.of(config);
    for (Cell cell : cells) {
      String shortage = ForkMemory.shortage(cell, perForkBytes);
      if (shortage != null) {
        throw new UserError(
            ExitStatus.TOO_LARGE, cell.id() + " " + shortage + ": choose fewer --tokens");
      }
    }
    // One thread's peak: a machine that is busy or throttled shows in it.
    return new RoutingPlan(config, cells, List.of(CeilingCells.fma(1, config.timing())));
  }

  @Override
  public RunSettings settings() {
    return new RunSettings(
        RoutingCells.OPERATION,
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
        List.of(),
        config.routers().values().stream().map(NamedRouter::info).toList(),
        null);
  }

  @Override
  public List<String> subjectLines() {
    List<String> lines = new ArrayList<>();
    for (NamedRouter router : config.routers().values()) {
      lines.add("router    " + router.name() + ": " + router.summary());
    }
    lines.add(
        "variants  "
            + config.variants().stream().map(RoutingVariant::id).collect(Collectors.joining(", ")));
    return lines;
  }
}
