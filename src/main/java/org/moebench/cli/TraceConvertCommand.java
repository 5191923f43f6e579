// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.run.WorkProgress;
import org.moebench.trace.TraceCopy;
import org.moebench.trace.TraceSource;
import org.moebench.trace.TraceSummary;
import org.moebench.trace.TraceWriter;
import org.moebench.trace.Traces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace convert}: a trace in another format. */
@Command(
    name = "convert",
    description =
        "Write a trace in another format: .npz holds everything, .jsonl too and can be read by eye,"
            + " .npy holds the ids of one sequence. Formats follow from the names' endings.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh trace convert routed_experts.npy trace.npz --experts 128%n"
            + "  ./run-bench.sh trace convert trace.npz trace.jsonl%n"
            + "  ./run-bench.sh trace convert ranking.npy top8.npz --top-k 8 --prompt-tokens 21%n"
            + "%n")
final class TraceConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "Trace to read: .npy, .npz, .jsonl or .safetensors.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "Trace to write: .npz, .npy or .jsonl.")
  private Path out;

  @Mixin private TraceReadOptions options;

  @Option(names = "--force", description = "Replace OUT if it exists.")
  private boolean force;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    try (TraceSource source = Traces.open(in, options.strict())) {
      requireFree();
      TraceSummary summary = copy(source, terminal);
      print(summary, terminal.out());
    }
    return ExitStatus.OK.code();
  }

  private void requireFree() {
    for (Path file : Traces.filesOf(out)) {
      if (!force && Files.exists(file)) {
        throw new UserError(
            ExitStatus.CANNOT_WRITE, file + " exists: choose another name or add --force");
      }
    }
  }

  private TraceSummary copy(TraceSource source, Terminal terminal) {
    try (WorkProgress progress = Commands.progress(terminal, "converting");
        TraceWriter writer = Traces.write(out, source.header())) {
      TraceSummary summary =
          TraceCopy.all(source, writer, place -> progress.reached(place, source.size()));
      writer.complete();
      return summary;
    }
  }

  private void print(TraceSummary summary, PrintStream to) {
    to.println(out + ": " + summary.text());
    boolean idsOnly = Traces.filesOf(out).size() > 1;
    if (idsOnly && !summary.figures().isEmpty()) {
      to.println(
          "note: .npy holds ids only, without "
              + String.join(", ", summary.figures())
              + "; .npz and .jsonl hold them");
    }
  }
}
