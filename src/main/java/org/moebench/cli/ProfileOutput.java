// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.moebench.profile.Hotlist;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileFiles;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a profile goes and what its page shows. */
final class ProfileOutput {
  private static final String OUT = "reports/latest/profile";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + OUT + ").")
  private Path out;

  @Option(
      names = "--keep",
      paramLabel = "RATIO",
      defaultValue = "0.75",
      description =
          "Share of each layer's experts that pruning would keep, for the candidates to go"
              + " (default: ${DEFAULT-VALUE}).")
  private double keepRatio;

  @Option(
      names = "--hotlist",
      paramLabel = "FILE",
      description = "Also write all experts of all layers, most selected first, as text.")
  private Path hotlist;

  /** The output folder. */
  Path folder(Terminal terminal) {
    if (!(keepRatio > 0 && keepRatio <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--keep " + keepRatio + ": expected more than 0, at most 1");
    }
    return Objects.requireNonNullElse(out, terminal.root().resolve(OUT));
  }

  /** Writes a profile, its page and what else was asked for. */
  void write(Profile profile, Terminal terminal) {
    Path folder = folder(terminal);
    ProfileFiles.write(profile, keepRatio, folder.resolve(ProfileFiles.NAME));
    if (hotlist != null) {
      Hotlist.write(profile, hotlist);
    }
    Commands.show(profile, keepRatio, folder, terminal);
  }
}
