// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.ArrayList;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the arguments, with the nearest valid name. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("error: " + message(e));
    return ExitStatus.USAGE.code();
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(e.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    return e.getMessage().lines().findFirst().orElse("invalid arguments")
        + " (see "
        + e.getCommandLine().getCommandSpec().qualifiedName()
        + " --help)";
  }

  private static String unmatched(CommandLine line, String argument) {
    if (argument.startsWith("-")) {
      String name =
          argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      List<String> options = new ArrayList<>(line.getCommandSpec().optionsMap().keySet());
      return unknown("option", name, options);
    }
    List<String> commands = List.copyOf(line.getSubcommands().keySet());
    return commands.isEmpty()
        ? "unexpected argument '" + argument + "' after " + line.getCommandName()
        : unknown("command", argument, commands);
  }

  private static String unknown(String kind, String typed, List<String> valid) {
    UserError error = NearestName.unknown(kind, typed, valid);
    return error.getMessage();
  }
}
