// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.ForwardMemory;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardRouting;

/**
 * One setting of everything that a cell of forward passes depends on, and what it costs.
 *
 * @param stack stack of layers
 * @param routing how rows come to experts
 * @param format weight format
 * @param strategy how kernels are chosen
 * @param part what of the pass is measured
 * @param workers workers of every launch
 */
record ForwardPoint(
    ForwardPreset stack,
    ForwardRouting routing,
    QuantFormat format,
    DispatchStrategy strategy,
    ForwardPart part,
    int workers) {
  /** Starting a fork, verifying its strategies and warming them up, in seconds. */
  private static final double SET_UP_SECONDS = 6;

  // Reading weights from the page cache and checking them; what a pass computes and reads.
  private static final double LOAD_BYTES_PER_SECOND = 1e9;
  private static final double READ_BYTES_PER_SECOND = 4e9;
  private static final double FLOPS_PER_WORKER = 4e10;

  /** Least iterations of a fork, each at least one call: fewer give no median. */
  private static final int LEAST_ITERATIONS = 5;

  /** Long calls are measured for at most so many times as long as short ones, or the least. */
  private static final double LONGER = 4;

  /** The strategy and the one it takes turns with: the weights they share. */
  private static final int STRATEGIES = 2;

  /**
   * The strategy that takes turns with it in its forks: every other one is compared with the tuned
   * one, and that with the published baseline.
   */
  DispatchStrategy beside() {
    return strategy == DispatchStrategy.UNIFIED_TUNED
        ? DispatchStrategy.ALWAYS_PREFILL
        : DispatchStrategy.UNIFIED_TUNED;
  }

  /** Why it cannot be run on any machine; {@code null} if it can. */
  String problem() {
    try {
      stack.weightBytes(format);
      return null;
    } catch (UserError e) {
      if (e.status() != ExitStatus.TOO_LARGE) {
        throw e;
      }
      return e.getMessage();
    }
  }

  /** Java heap of its fork; {@link Long#MAX_VALUE} if that overflows. */
  long heapBytes() {
    try {
      return ForkMemory.heapBytes(ForwardMemory.bytes(stack, format, routing, workers, STRATEGIES));
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Rough duration of a call in seconds. */
  private double callSeconds() {
    double seconds = 0;
    if (part.prefills()) {
      double flops = stack.prefillRows(routing) * stack.flopsPerRow() * stack.layers();
      seconds += flops / (FLOPS_PER_WORKER * workers);
    }
    if (part.decodes()) {
      double experts = (double) stack.steps() * stack.decodeRows(routing) * stack.layers();
      seconds += experts * stack.expertBytes(format) / READ_BYTES_PER_SECOND;
    }
    return seconds;
  }

  /** The timing for calls as long as this one's: fewer iterations where one call outlasts them. */
  Timing timing(Timing shortCalls) {
    double usual = shortCalls.iterationMillis() / 1e3;
    double seconds = LONGER * shortCalls.iterations() * usual;
    int affordable = (int) Math.floor(seconds / Math.max(callSeconds(), usual));
    int iterations = Math.min(shortCalls.iterations(), Math.max(LEAST_ITERATIONS, affordable));
    return new Timing(
        shortCalls.warmupIterations(),
        shortCalls.warmupMillis(),
        iterations,
        shortCalls.iterationMillis());
  }

  /** Rough duration of its fork in seconds. */
  double expectedSeconds(Timing shortCalls) {
    double setUp = SET_UP_SECONDS + stack.weightBytes(format) / LOAD_BYTES_PER_SECOND;
    double measured = STRATEGIES * timing(shortCalls).expectedSeconds(callSeconds());
    return setUp + measured;
  }
}
