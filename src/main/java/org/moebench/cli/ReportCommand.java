// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.gate.page.GateFiles;
import org.moebench.profile.ProfileFiles;
import org.moebench.result.ResultFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: renders a result file again, without measuring. */
@Command(
    name = "report",
    description = "Render the report of a results file again; measures nothing.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh report%n"
            + "  ./run-bench.sh report reports/latest/routing/results.json%n"
            + "  ./run-bench.sh report reports/latest/prefill/results.json --out page%n"
            + "  ./run-bench.sh report reports/latest/gate/gate.json%n"
            + "  ./run-bench.sh report reports/latest/profile/profile.json%n"
            + "%n")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "A results file, a gate's gate.json or a profile.json (default: "
              + Commands.PREFILL_RESULTS
              + ").")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: the folder of FILE).")
  private Path out;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    Path from = Objects.requireNonNullElse(file, terminal.root().resolve(Commands.PREFILL_RESULTS));
    Path folder = Objects.requireNonNullElse(out, from.toAbsolutePath().getParent());
    if (GateFiles.isGateRun(from)) {
      Commands.show(GateFiles.read(from), folder, terminal);
    } else if (ProfileFiles.isProfile(from)) {
      Commands.show(ProfileFiles.read(from), ProfileFiles.keepRatio(from), folder, terminal);
    } else {
      Commands.show(ResultFiles.read(from), folder, terminal);
    }
    return 0;
  }
}
