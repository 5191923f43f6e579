// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gate}: decides whether the working tree made a kernel slower than another revision. */
@Command(
    name = "gate",
    description = "Decide whether the working tree made a kernel slower.",
    headerHeading = "Examples:%n" + "  ./run-bench.sh gate --base main%n" + "%n",
    subcommands = {GateUpdateCommand.class, GateSelfTestCommand.class})
final class GateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
