// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Calls until the compiler has done with them: often enough to meet its thresholds, then until it
 * has rested for a while. JMH's warm-up counts time: of a short call by Vector API code, which
 * takes milliseconds until it is compiled, it holds far too few.
 */
final class WarmUp {
  /** Calls after which every method of a kernel has met the compiler's thresholds. */
  static final int CALLS = 3000;

  // Longer than any compilation of a kernel takes.
  private static final long REST_NANOS = 150_000_000L;

  private static final long LONGEST_NANOS = 5_000_000_000L;

  private WarmUp() {}

  /** As the other {@code run}, for calls of which so many never take long. */
  static void run(Runnable call, int calls) {
    run(call, calls, LONGEST_NANOS);
  }

  /**
   * Calls.
   *
   * @param calls calls that are enough
   * @param nanos time that is enough, however few the calls were: long ones loop inside
   */
  static void run(Runnable call, int calls, long nanos) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long start = System.nanoTime();
    long lastChange = start;
    long spent = 0;
    for (int called = 0; System.nanoTime() - start < LONGEST_NANOS; called++) {
      call.run();
      long now = System.nanoTime();
      boolean enough = called >= calls || now - start >= nanos;
      if (enough && now - lastChange > REST_NANOS) {
        return;
      }
      if (compiler.getTotalCompilationTime() != spent) {
        spent = compiler.getTotalCompilationTime();
        lastChange = now;
      }
    }
  }
}
