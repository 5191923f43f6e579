// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What the calls of a fork allocate, made of the figures of JMH's gc profiler.
 *
 * <p>The profiler counts whatever the JVM allocates during an iteration. Some of that is not of the
 * calls: JMH's own bookkeeping, and in the last iteration the tear-down with its verification.
 */
final class AllocatedBytes {
  /** What the profiler calls the bytes per call. */
  private static final String PER_CALL = "gc.alloc.rate.norm";

  /** JMH 1.37 allocates about 7 KB in an iteration of any benchmark; this leaves some room. */
  static final double HARNESS_BYTES = 16 << 10;

  private AllocatedBytes() {}

  /**
   * Bytes per call: the least of all iterations but the last, since what every call allocates is in
   * every iteration. {@code null} if there is only one iteration or the JVM does not count.
   */
  static Double perCall(RunResult fork) {
    List<IterationResult> iterations =
        fork.getBenchmarkResults().stream()
            .map(BenchmarkResult::getIterationResults)
            .flatMap(Collection::stream)
            .toList();
    OptionalDouble least =
        iterations.stream()
            .limit(Math.max(0, iterations.size() - 1))
            .flatMap(AllocatedBytes::ofIteration)
            .mapToDouble(Double::doubleValue)
            .min();
    return least.isPresent() ? least.getAsDouble() : null;
  }

  private static Stream<Double> ofIteration(IterationResult iteration) {
    Result<?> perCall = iteration.getSecondaryResults().get(PER_CALL);
    if (perCall == null || Double.isNaN(perCall.getScore())) {
      return Stream.empty();
    }
    return Stream.of(ofCalls(perCall.getScore(), iteration.getMetadata().getAllOps()));
  }

  /** The bytes per call; 0 if JMH alone may have allocated them all. */
  static double ofCalls(double bytesPerCall, long calls) {
    return bytesPerCall * calls <= HARNESS_BYTES ? 0 : bytesPerCall;
  }
}
