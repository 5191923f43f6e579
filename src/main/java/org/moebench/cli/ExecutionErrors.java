// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says in one line why a command failed: what the user can change, or that the suite has a defect.
 */
final class ExecutionErrors implements IExecutionExceptionHandler {
  private final String command;

  ExecutionErrors(String... args) {
    this.command = ShellWords.join("./run-bench.sh", List.of(args));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    boolean debug = Commands.main(line.getCommandSpec()).debug();
    if (e instanceof UserError error) {
      line.getErr().println("error: " + error.getMessage());
    } else {
      line.getErr()
          .println(
              "internal error: "
                  + e
                  + "; please report it with the output of '"
                  + command
                  + (debug ? "'" : " --debug'"));
    }
    if (debug) {
      e.printStackTrace(line.getErr());
    }
    return (e instanceof UserError error ? error.status() : ExitStatus.INTERNAL).code();
  }
}
