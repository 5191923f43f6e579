// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code jmh}: listed here; the start script hands it to JMH's own main class before this one is
 * reached.
 */
@Command(
    name = "jmh",
    description = "Plain JMH: all arguments go to JMH, for example: jmh -l",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh jmh -l%n"
            + "  java -jar target/benchmarks.jar -h%n"
            + "%n")
final class JmhCommand implements Callable<Integer> {
  @SuppressWarnings("UnusedVariable") // accepted and refused all the same
  @Unmatched
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    throw new UserError(
        ExitStatus.USAGE, "start JMH by ./run-bench.sh jmh or java -jar target/benchmarks.jar");
  }
}
