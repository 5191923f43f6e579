// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What it costs to choose a kernel, without any.
 *
 * @param plan counting rows per expert into the order of a call
 * @param decide the slowest of the rules on it; empty if none was timed
 * @param call the shortest timed call of a decode kernel; empty if none was
 */
record DispatchCost(DecodeCell plan, Optional<DecodeCell> decide, Optional<DecodeCell> call) {
  private static final String PLAN = "plan";
  private static final double NANOSECONDS = 1e6;

  /** At the most experts for which the plan was timed; empty if it was not. */
  static Optional<DispatchCost> of(DecodeRun run) {
    List<DecodeCell> timed = run.cells().dispatch().stream().filter(DecodeCell::isTimed).toList();
    return timed.stream()
        .filter(DispatchCost::isPlan)
        .max(Comparator.comparingInt(DecodeCell::experts).thenComparingInt(DecodeCell::rows))
        .map(plan -> new DispatchCost(plan, slowestRule(timed, plan), shortestCall(run)));
  }

  /** Whether a cell of the dispatcher is the plan and no rule. */
  static boolean isPlan(DecodeCell cell) {
    return cell.variant().equals(PLAN);
  }

  private static Optional<DecodeCell> slowestRule(List<DecodeCell> timed, DecodeCell plan) {
    return timed.stream()
        .filter(cell -> !isPlan(cell))
        .filter(cell -> cell.experts() == plan.experts() && cell.rows() == plan.rows())
        .max(Comparator.comparingDouble(cell -> cell.result().median()));
  }

  private static Optional<DecodeCell> shortestCall(DecodeRun run) {
    Stream<DecodeCell> calls =
        Stream.concat(run.cells().distinct().stream(), run.cells().traces().stream());
    return calls
        .filter(DecodeCell::isTimed)
        .min(Comparator.comparingDouble(cell -> cell.result().median()));
  }

  /** Time of a cell in ns. */
  static double nanoseconds(DecodeCell cell) {
    return cell.result().median() * NANOSECONDS;
  }

  /** Plan and slowest rule together over the shortest call; NaN without one. */
  double shareOfCall() {
    double cost = plan.result().median() + decide.map(cell -> cell.result().median()).orElse(0.0);
    return call.map(cell -> cost / cell.result().median()).orElse(Double.NaN);
  }
}
