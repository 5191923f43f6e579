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

  // Between two looks at the compilers: looked at more often, they would compile the looking.
  private static final long LOOK_NANOS = 25_000_000L;

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
    try (CompilerThreads compilers = CompilerThreads.ofThisProcess()) {
      Compiler compiler = compilers.known() ? compilers::worked : new CountedCompilations();
      long start = System.nanoTime();
      long lastLook = start;
      long lastWork = start;
      for (int called = 0; System.nanoTime() - start < LONGEST_NANOS; called++) {
        call.run();
        long now = System.nanoTime();
        if (now - lastLook >= LOOK_NANOS) {
          lastLook = now;
          lastWork = compiler.worked() ? now : lastWork;
        }
        boolean enough = called >= calls || now - start >= nanos;
        if (enough && now - lastWork > REST_NANOS) {
          return;
        }
      }
    }
  }

  /** Whether the compiler has worked since it was last asked. */
  private interface Compiler {
    boolean worked();
  }

  /** By the compilations that have ended, where the system does not show the compiler itself. */
  private static final class CountedCompilations implements Compiler {
    private final CompilationMXBean ended = ManagementFactory.getCompilationMXBean();
    private long spent;

    @Override
    public boolean worked() {
      long total = ended.getTotalCompilationTime();
      boolean worked = total != spent;
      spent = total;
      return worked;
    }
  }
}
