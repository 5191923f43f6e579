// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.verify.VerificationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verify}: compares every variant with its reference, in this JVM. */
@Command(
    name = "verify",
    description = "Compare every variant in every format with its reference; measures nothing.",
    headerHeading = "Examples:%n" + "  ./run-bench.sh verify%n" + "%n")
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean matched = VerificationRun.run(Commands.main(spec).terminal().out());
    return (matched ? ExitStatus.OK : ExitStatus.WRONG_RESULT).code();
  }
}
