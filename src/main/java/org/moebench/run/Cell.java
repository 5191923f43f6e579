// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Map;

/**
 * One benchmark method with one setting of its parameters, planned: what runs as one fork in every
 * round.
 *
 * @param id unique and stable, for example {@code prefill/INT4_SYM/pad-compute/256}
 * @param operation {@code prefill}, {@code routing}, {@code swiglu}, {@code layer}, {@code
 *     sharded}, {@code decode}, {@code dispatch}, {@code workspace}, {@code parts} or {@code
 *     ceiling}
 * @param variant the variant, part or ceiling
 * @param format weight format name; {@code null} where no weights take part
 * @param workload name of what it is measured on; {@code null} for an empty launch
 * @param settings what tells the cell from others of its variant, for example {@code threshold}
 * @param benchmark full name of the JMH benchmark method
 * @param params JMH parameters
 * @param timing how long it is measured
 * @param flopsPerRow useful floating-point operations of a row, to state a rate; 0 for no rate
 * @param heapBytes Java heap that its fork needs
 * @param expectedSeconds rough duration of a fork, for the plan only
 * @param skipReason why it is not run; {@code null} if it is
 */
public record Cell(
    String id,
    String operation,
    String variant,
    String format,
    String workload,
    Map<String, String> settings,
    String benchmark,
    Map<String, String> params,
    Timing timing,
    double flopsPerRow,
    long heapBytes,
    double expectedSeconds,
    String skipReason) {
  /** Whether forks are started for it. */
  public boolean runs() {
    return skipReason == null;
  }

  /** The same cell, not run for the given reason. */
  Cell skipped(String reason) {
    return new Cell(
        id,
        operation,
        variant,
        format,
        workload,
        settings,
        benchmark,
        params,
        timing,
        flopsPerRow,
        heapBytes,
        0,
        reason);
  }
}
