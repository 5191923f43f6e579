// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Options of the runs that choose kernels by a tuning file. */
final class DispatchOptions {
  @Option(
      names = "--threads",
      paramLabel = "W",
      description = "Workers of every launch (default: all processors).")
  private Integer threads;

  @Option(
      names = "--tuning",
      paramLabel = "FILE",
      description =
          "This machine's crossovers, as tune writes them (default: "
              + Commands.TUNING
              + " in the folder of the weight files); without them unified-tuned goes by the usual"
              + " ones.")
  private Path tuning;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of the weight files (default: " + Commands.CACHE + ").")
  private Path cache;

  /** Workers; {@code null} if not given. */
  Integer threads() {
    return threads;
  }

  /** Folder of the weight files. */
  Path weights(Terminal terminal) {
    return Objects.requireNonNullElse(cache, terminal.root().resolve(Commands.CACHE));
  }

  /** The tuning file. */
  Path tuning(Terminal terminal) {
    return Objects.requireNonNullElse(tuning, weights(terminal).resolve(Commands.TUNING));
  }
}
