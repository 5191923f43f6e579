// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trace}: files of recorded routing. */
@Command(
    name = "trace",
    description = "Files of recorded routing: which experts the tokens of a model took.",
    subcommands = {
      TraceGenerateCommand.class,
      TraceAsWorkloadCommand.class,
    })
final class TraceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Without a subcommand: the menu. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }
}
