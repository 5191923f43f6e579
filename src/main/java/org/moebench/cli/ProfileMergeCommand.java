// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile merge}: the profile of the recordings of several profiles. */
@Command(
    name = "merge",
    description =
        "Add up profiles of recordings of one model: gives what one run over all of them gives.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh profile merge monday/profile.json tuesday/profile.json%n"
            + "  ./run-bench.sh profile merge part-*/profile.json --out whole --keep 0.5%n"
            + "%n")
final class ProfileMergeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ProfileOutput output;

  @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "Files called profile.json.")
  private List<Path> profiles;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    output.folder(terminal);
    Profile merged = ProfileFiles.read(profiles.get(0));
    for (Path profile : profiles.subList(1, profiles.size())) {
      merged = merged.merge(ProfileFiles.read(profile));
    }
    output.write(merged, terminal);
    return ExitStatus.OK.code();
  }
}
