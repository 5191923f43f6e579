// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import org.moebench.run.CompilerThreads;

/**
 * Calls until the compiler has done with them: often enough to meet its thresholds, then until it
 * has rested for a while. JMH's warm-up counts time: of a short call by Vector API code, which
 * takes milliseconds until it is compiled, it holds far too few.
 */
final class WarmUp {
  /** Calls after which every method of a kernel has met the compiler's thresholds. */
  static final int CALLS = 3000;

  // Longer than the queue takes to hand a method to a compiler.
  private static final long REST_NANOS = 150_000_000L;

  // A last resort: on a busy machine the compiler may need many seconds.
  private static final long LONGEST_NANOS = 20_000_000_000L;

  // Between two looks at the compiler, which take some system calls each.
  private static final long LOOK_NANOS = 5_000_000L;

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
    CompilationMXBean ended = ManagementFactory.getCompilationMXBean();
    CompilerThreads compilers = CompilerThreads.ofThisProcess();
    long start = System.nanoTime();
    long lastLook = start;
    long lastWork = start;
    long spent = 0;
    for (int called = 0; System.nanoTime() - start < LONGEST_NANOS; called++) {
      call.run();
      long now = System.nanoTime();
      if (now - lastLook >= LOOK_NANOS) {
        lastLook = now;
        long total = ended.getTotalCompilationTime();
        if (total != spent || compilers.busy()) {
          spent = total;
          lastWork = now;
        }
      }
      boolean enough = called >= calls || now - start >= nanos;
      if (enough && now - lastWork > REST_NANOS) {
        return;
      }
    }
  }
}
