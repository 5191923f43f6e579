// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Where the workloads are that the user made of traces. */
final class WorkloadOptions {
  @Option(
      names = "--workloads-dir",
      paramLabel = "DIR",
      description =
          "Folder of your own workloads, which trace as-workload makes (default: "
              + Commands.WORKLOADS
              + ").")
  private Path folder;

  /** The folder. */
  Path folder(Terminal terminal) {
    return Objects.requireNonNullElse(folder, terminal.root().resolve(Commands.WORKLOADS));
  }
}
