// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.Correctness;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A benchmark whose forks end as its parameter says. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = "-Xmx1000000g") // no fork could start if this were not overridden
public class ForkSubject {
  @Param("passes")
  public String fate;

  private final double[] values = {1};

  @Setup
  public void start() {
    switch (fate) {
      case "passes", "allocates" -> ForkChannel.publish(report(null));
      case "silent" -> values[0] = 2;
      case "wrong" -> {
        ForkChannel.publish(report("row 3 column 4: got 1, reference 2"));
        throw new IllegalStateException("does not match");
      }
      case "refuses" -> throw new UserError(ExitStatus.UNSUITABLE_JVM, "no vectors here");
      case "breaks" -> throw new IllegalArgumentException("two\nlines");
      default -> Runtime.getRuntime().halt(9);
    }
  }

  private static ForkReport report(String mismatch) {
    return new ForkReport(
        512,
        2,
        1,
        10,
        10,
        5,
        "hash",
        0,
        0,
        1,
        new Correctness(1, 1, mismatch == null ? 0 : 2, mismatch),
        null,
        null,
        null);
  }

  @Benchmark
  public double[] call() {
    if (fate.equals("allocates")) {
      return new double[1000];
    }
    values[0] = Math.sqrt(values[0] + 1);
    return values;
  }
}
