// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.gate.baseline.BaselineUpdate;
import org.moebench.gate.baseline.Baselines;
import org.moebench.gate.page.GateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gate update}: makes a baseline of a gate run. */
@Command(
    name = "update",
    description = "Write a new baseline from a gate run; commit it on its own.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh gate update --reason \"first baseline of this machine\"%n"
            + "  ./run-bench.sh gate update --from gate.json --reason \"faster panels\"%n"
            + "%n")
final class GateUpdateCommand implements Callable<Integer> {
  private static final String RUN = "reports/latest/gate/gate.json";

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "The run whose head becomes the baseline (default: " + RUN + ").")
  private Path from;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WHY",
      description = "Why there is a new baseline; kept in its file.")
  private String reason;

  @Option(
      names = "--accept",
      paramLabel = "WHY",
      description = "Accept regressions, slow creep and lost cells, and say why; kept in its file.")
  private String accept;

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "Folder of the baselines (default: " + Baselines.FOLDER + ").")
  private Path folder;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    Path file = Objects.requireNonNullElse(from, terminal.root().resolve(RUN));
    Path into = Objects.requireNonNullElse(folder, terminal.root().resolve(Baselines.FOLDER));
    BaselineUpdate update = new BaselineUpdate(new Baselines(into), reason, accept);
    BaselineUpdate.Written written = update.write(GateFiles.read(file), file);
    terminal.out().println(written.line());
    terminal.out().println("file: " + written.file());
    written.removed().forEach(old -> terminal.out().println("removed: " + old));
    return 0;
  }
}
