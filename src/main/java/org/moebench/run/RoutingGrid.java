// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;

/**
 * Cells of a routing run: every combination of these.
 *
 * @param subject what is measured
 * @param routers routers
 * @param tokens batch sizes
 * @param logits types of the logits
 * @param workers workers of every launch, or {@link #ALL_PROCESSORS}
 */
public record RoutingGrid(
    Subject subject,
    List<RouterSpec> routers,
    List<Integer> tokens,
    List<LogitType> logits,
    int workers) {
  /** As many workers as this machine has processors. */
  static final int ALL_PROCESSORS = 0;

  /** What the cells of a grid measure. */
  public enum Subject {
    /** Routing, by every variant. */
    ROUTING,
    /** Sorting what was routed by expert. */
    EXPERT_SORT
  }

  /** The grid with other routers; the same for {@code null}. */
  RoutingGrid withRouters(List<RouterSpec> other) {
    return other == null ? this : new RoutingGrid(subject, other, tokens, logits, workers);
  }

  /** The grid with other batch sizes; the same for {@code null}. */
  RoutingGrid withTokens(List<Integer> other) {
    return other == null ? this : new RoutingGrid(subject, routers, other, logits, workers);
  }

  /** The grid with other types of logits; the same for {@code null}, and for a sort. */
  RoutingGrid withLogits(List<LogitType> other) {
    // A sort reads ids: the type of the logits they came from makes no difference.
    return other == null || subject == Subject.EXPERT_SORT
        ? this
        : new RoutingGrid(subject, routers, tokens, other, workers);
  }

  /** The grid with that many workers; for {@code null} with its own, as a number of threads. */
  RoutingGrid withWorkers(Integer other) {
    int own = workers == ALL_PROCESSORS ? CommonOptions.processors() : workers;
    return new RoutingGrid(subject, routers, tokens, logits, other == null ? own : other);
  }
}
