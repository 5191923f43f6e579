// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Settings all benchmarks share. They are the defaults for plain JMH runs; {@code run-bench.sh}
 * overrides counts and times by preset, and sizes the heap per cell.
 *
 * <p>One variant runs per fork, so every call site sees one kernel, as in a program that has chosen
 * its kernel. Verification happens before timing and goes through the same call site with the same
 * kernel, so it does not change what the JIT sees.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      // The kernels need the incubating Vector API.
      "--add-modules=jdk.incubator.vector",
      // Arrays of half a region or more start on a region boundary: see tensor.Alignment.
      "-XX:+UseG1GC",
      "-XX:G1HeapRegionSize=4m",
      // Weights of gigabytes: fewer TLB misses.
      "-XX:+UseTransparentHugePages",
      // JMH 1.37 still uses sun.misc.Unsafe, which newer JDKs warn about.
      "--sun-misc-unsafe-memory-access=allow"
    })
public abstract class MoeBenchmark {}
