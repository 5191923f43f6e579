// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.moebench.routing.RoutingVariant;
import org.moebench.workload.NamedRouter;

/**
 * A routing run with every choice made and checked.
 *
 * @param preset the preset it started from
 * @param routers every router of the grids, in the order of the report
 * @param variants variants, without repetition
 * @param grids what is measured, with numbers of workers
 * @param seed seed of inputs and orders
 * @param timing how long a fork measures
 * @param budget how many rounds
 * @param out output folder
 */
public record RoutingConfig(
    Preset preset,
    Map<RouterSpec, NamedRouter> routers,
    List<RoutingVariant> variants,
    List<RoutingGrid> grids,
    long seed,
    Timing timing,
    RoundBudget budget,
    Path out) {
  /** Most workers of any launch. */
  int workers() {
    return grids.stream().mapToInt(RoutingGrid::workers).max().orElse(1);
  }
}
