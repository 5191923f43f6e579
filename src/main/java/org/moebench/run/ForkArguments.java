// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.moebench.result.ForkChannel;

/** The JVM arguments of every fork: the one place where they are given. */
public final class ForkArguments {
  private static final long MIB = 1L << 20;

  private ForkArguments() {}

  /** Arguments that all forks share, as stated in the results. */
  public static List<String> common() {
    return List.of(
        "--add-modules=jdk.incubator.vector",
        // JMH still reads object layouts through sun.misc.Unsafe.
        "--sun-misc-unsafe-memory-access=allow",
        // Large arrays start on a region boundary, so that aligned vectors do not split cache
        // lines.
        "-XX:+UseG1GC",
        // Weights are gigabytes; small pages would spend the time on address translation.
        "-XX:+UseTransparentHugePages",
        // The interpreter and C1 run Vector API code a hundred times slower than C2 does: reach C2
        // five times sooner. What C2 makes of it is the same. For the suite's methods only: those
        // of the start would keep C2 busy for seconds.
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=CompileThresholdScaling,org.moebench.*::*,0.2",
        "-Djava.awt.headless=true");
  }

  /**
   * All arguments of one fork.
   *
   * @param heapBytes Java heap that it needs
   * @param report file that receives its report
   */
  public static List<String> of(long heapBytes, Path report) {
    List<String> all = new ArrayList<>(common());
    long heap = (heapBytes + MIB - 1) / MIB;
    all.add("-Xms" + heap + "m");
    all.add("-Xmx" + heap + "m");
    all.add("-XX:G1HeapRegionSize=" + regionMebibytes(heapBytes) + "m");
    all.add("-D" + ForkChannel.PROPERTY + "=" + report);
    return all;
  }

  /** Small regions make even the arrays of a small shape large ones; G1 likes at most some 4000. */
  static int regionMebibytes(long heapBytes) {
    return heapBytes <= 4096 * MIB ? 1 : 4;
  }
}
