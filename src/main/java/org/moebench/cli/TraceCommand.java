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
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh trace validate trace.npz           is it sound, what is in it?%n"
            + "  ./run-bench.sh trace convert trace.npz t.jsonl    the same in another format%n"
            + "  ./run-bench.sh trace as-workload trace.npz mine   run prefill, decode, swiglu on it%n"
            + "  ./run-bench.sh trace generate --workload olmoe-decode --tokens 2000 --out t.npz%n"
            + "  ./run-bench.sh trace record --prompts p.jsonl --out t.npz   the suite's own layers%n"
            + "%n",
    subcommands = {
      TraceValidateCommand.class,
      TraceConvertCommand.class,
      TraceAsWorkloadCommand.class,
      TraceGenerateCommand.class,
      TraceRecordCommand.class,
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
