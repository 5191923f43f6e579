// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.trace.TraceOptions;
import org.moebench.trace.TraceSource;
import org.moebench.trace.Traces;
import org.moebench.workload.RecordedOptions;
import org.moebench.workload.RecordedWorkloads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace as-workload}: makes a trace a workload of the user's own. */
@Command(
    name = "as-workload",
    description =
        "Make a trace a workload, so that prefill, decode and swiglu can be run on your own"
            + " traffic.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh trace as-workload routing.npz my-chat%n"
            + "  ./run-bench.sh trace as-workload routing.jsonl my-chat --hidden 2048"
            + " --intermediate 768 --force%n"
            + "  ./run-bench.sh decode --workloads my-chat%n"
            + "%n")
final class TraceAsWorkloadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private WorkloadOptions workloads;

  @Parameters(index = "0", paramLabel = "TRACE", description = "Recorded routing.")
  private Path trace;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Name of the workload: letters, digits, '.', '-' and '_'.")
  private String name;

  @Option(
      names = "--hidden",
      paramLabel = "D",
      description = "Width of input and output of a layer of the model (default: 2048).")
  private int hidden;

  @Option(
      names = "--intermediate",
      paramLabel = "I",
      description = "Width between up and down of one expert of the model (default: 1024).")
  private int intermediate;

  @Option(names = "--force", description = "Replace the workload of that name.")
  private boolean force;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    RecordedOptions options = new RecordedOptions(hidden, intermediate, force);
    try (TraceSource source = Traces.open(trace, TraceOptions.strict())) {
      terminal
          .out()
          .println(RecordedWorkloads.write(workloads.folder(terminal), name, source, options));
    }
    return ExitStatus.OK.code();
  }
}
