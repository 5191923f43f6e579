// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.moe.DispatchStrategy;
import org.moebench.workload.ForwardRouting;

/**
 * Cells of a run of forward passes: every combination of these that there is; not every stack has
 * every routing.
 *
 * @param stacks names of stacks
 * @param routings how rows come to experts
 * @param strategies how kernels are chosen
 * @param parts what of the pass is measured
 */
public record ForwardGrid(
    List<String> stacks,
    List<ForwardRouting> routings,
    List<DispatchStrategy> strategies,
    List<ForwardPart> parts) {
  /** A grid of whole passes. */
  static ForwardGrid of(
      List<String> stacks, List<ForwardRouting> routings, List<DispatchStrategy> strategies) {
    return new ForwardGrid(stacks, routings, strategies, List.of(ForwardPart.FORWARD));
  }

  /** The grid with other parts. */
  ForwardGrid only(ForwardPart... others) {
    return new ForwardGrid(stacks, routings, strategies, List.of(others));
  }
}
