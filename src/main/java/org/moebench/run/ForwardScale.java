// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.moebench.moe.DispatchStrategy.ALWAYS_DECODE;
import static org.moebench.moe.DispatchStrategy.ALWAYS_PREFILL;
import static org.moebench.moe.DispatchStrategy.UNIFIED_AUTO;
import static org.moebench.moe.DispatchStrategy.UNIFIED_TUNED;
import static org.moebench.run.ForwardPart.DECODE;
import static org.moebench.run.ForwardPart.FORWARD;
import static org.moebench.run.ForwardPart.PREFILL;

import java.util.List;
import org.moebench.moe.DispatchStrategy;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.ForwardRouting;

/**
 * How much a preset measures of forward passes.
 *
 * @param description one line for people
 * @param divisor what the widths of SwitchGLU stacks are divided by
 * @param grids what is measured; a cell that is in several is measured once
 * @param timing how long a fork measures short calls
 * @param budget how many rounds
 */
public record ForwardScale(
    String description, int divisor, List<ForwardGrid> grids, Timing timing, RoundBudget budget) {
  private static final List<String> PUBLISHED =
      List.of("mixtral-tiny", "mixtral-small", "deepseek-tiny");
  private static final List<ForwardRouting> ROUTINGS = List.of(ForwardRouting.values());
  private static final List<DispatchStrategy> STRATEGIES = List.of(DispatchStrategy.values());

  /** What that preset measures. */
  public static ForwardScale of(Preset preset) {
    return switch (preset) {
      case SMOKE -> smoke();
      case QUICK -> quick();
      case FULL -> full();
    };
  }

  private static ForwardScale smoke() {
    return new ForwardScale(
        "a minute, for CI: mixtral-tiny, three strategies",
        4,
        List.of(
            ForwardGrid.of(
                List.of("mixtral-tiny"),
                ROUTINGS,
                List.of(ALWAYS_PREFILL, UNIFIED_AUTO, UNIFIED_TUNED))),
        new Timing(1, 75, 5, 25),
        RoundBudget.exactly(2));
  }

  private static ForwardScale quick() {
    return new ForwardScale(
        "minutes, the default: the published stacks with published and realistic routing, every"
            + " strategy; a stack of SwitchGLU layers",
        2,
        List.of(
            ForwardGrid.of(PUBLISHED, ROUTINGS, STRATEGIES),
            ForwardGrid.of(
                List.of("olmoe-swiglu"),
                ROUTINGS,
                List.of(ALWAYS_PREFILL, ALWAYS_DECODE, UNIFIED_AUTO, UNIFIED_TUNED))),
        // Short ones: the ratio is the median over pairs of them.
        new Timing(1, 75, 15, 25),
        // Three rounds take some twenty minutes on two shared cores; more only where that is fast.
        new RoundBudget(3, 7, 680));
  }

  private static ForwardScale full() {
    return new ForwardScale(
        "hours: every stack, routing and strategy, whole and in parts",
        1,
        List.of(
            ForwardGrid.of(ForwardPresets.names(), ROUTINGS, STRATEGIES)
                .only(FORWARD, PREFILL, DECODE)),
        new Timing(1, 75, 25, 50),
        RoundBudget.exactly(5));
  }
}
