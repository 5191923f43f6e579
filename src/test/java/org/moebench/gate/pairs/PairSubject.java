// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.List;
import org.moebench.fault.NearestName;
import org.moebench.result.Correctness;
import org.moebench.result.ForkChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A benchmark whose forks end as its parameter says. */
@State(Scope.Benchmark)
// No fork could start if any of these were not overridden.
@Fork(
    jvmArgs = "-Xmx1000000g",
    jvmArgsPrepend = "-XX:NoSuchFlag=1",
    jvmArgsAppend = "-XX:NoSuchFlag=2")
public class PairSubject {
  /** Ends of a fork. */
  public enum Fate {
    PASSES,
    WRONG,
    BREAKS,
    HANGS,
    DIES,
    PICKY
  }

  @Param("PASSES")
  public Fate fate;

  @Param("plain")
  public String name;

  private final double[] values = {1};

  @Setup
  public void start() throws InterruptedException {
    switch (fate) {
      case PASSES -> values[0] = 2;
      case WRONG -> {
        ForkChannel.publish(new Claim(new Correctness(1, 1, 2, "row 3: got 1, reference 2")));
        throw new IllegalStateException("does not match");
      }
      case BREAKS -> throw new IllegalStateException("went to pieces");
      case HANGS -> Thread.sleep(3_600_000);
      case DIES -> Runtime.getRuntime().halt(9);
      case PICKY -> throw NearestName.unknown("variant", name, List.of("plain"));
    }
  }

  /** The part of a report that the gate reads. */
  public record Claim(Correctness correctness) {}

  @Benchmark
  public double[] call() {
    values[0] = Math.sqrt(values[0] + 1);
    return values;
  }
}
