// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.function.LongSupplier;

/** How long measuring may take, counted from when this was made. */
public final class TimeBudget {
  private final double seconds;
  private final LongSupplier nanoTime;
  private final long start;

  /**
   * @param seconds positive infinity for no limit
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public TimeBudget(double seconds, LongSupplier nanoTime) {
    this.seconds = seconds;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Seconds since the start. */
  public double elapsedSeconds() {
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  /** Seconds left; negative once the budget is spent, infinite without a limit. */
  public double leftSeconds() {
    return seconds - elapsedSeconds();
  }
}
