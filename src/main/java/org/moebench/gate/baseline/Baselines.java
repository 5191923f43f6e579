// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Fingerprint;

/**
 * The folder of baselines: one folder per fingerprint, in it one file per baseline and the {@link
 * NoiseProfile}. A file that cannot be read is an error, never taken for none.
 */
public final class Baselines {
  /** Where they are kept, within the project. */
  public static final String FOLDER = "reports/baselines";

  private static final Comparator<Stored> OLDEST_FIRST =
      Comparator.comparing((Stored stored) -> stored.baseline().instant())
          .thenComparing(stored -> stored.file().toString());

  private final Path folder;

  /**
   * @param folder usually {@link #FOLDER}; need not exist
   */
  public Baselines(Path folder) {
    this.folder = folder;
  }

  /**
   * A baseline and where it is kept.
   *
   * @param file its file
   * @param baseline its content
   */
  public record Stored(Path file, Baseline baseline) {}

  /** Folder of a fingerprint's files. */
  Path folderOf(Fingerprint fingerprint) {
    return folder.resolve(FingerprintId.of(fingerprint));
  }

  /**
   * All baselines of a fingerprint, oldest first.
   *
   * @throws UserError BAD_INPUT if one cannot be read
   */
  public List<Stored> of(Fingerprint fingerprint) {
    return in(folderOf(fingerprint));
  }

  /**
   * What to compare a head with: the newest baseline of its fingerprint; without one, the newest of
   * a machine that runs the same instructions; without one, the newest of all. Empty if there is
   * none.
   *
   * @throws UserError BAD_INPUT if one that was considered cannot be read
   */
  public Optional<Stored> find(Fingerprint fingerprint) {
    List<Stored> own = of(fingerprint);
    if (!own.isEmpty()) {
      return Optional.of(own.get(own.size() - 1));
    }
    return children(folder).stream()
        .filter(child -> child.getFileName().toString().matches(FingerprintId.PATTERN))
        .filter(Files::isDirectory)
        .flatMap(child -> in(child).stream())
        .max(
            Comparator.comparing(
                    (Stored stored) ->
                        BaselineComparison.sameInstructions(
                            stored.baseline().fingerprint(), fingerprint))
                .thenComparing(OLDEST_FIRST));
  }

  private static List<Stored> in(Path folder) {
    List<Stored> all = new ArrayList<>();
    for (Path file : children(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".json") && !name.equals(NoiseProfiles.FILE)) {
        all.add(read(file));
      }
    }
    all.sort(OLDEST_FIRST);
    return all;
  }

  private static Stored read(Path file) {
    Baseline baseline = BaselineFiles.read(file);
    String id = FingerprintId.of(baseline.fingerprint());
    if (!file.toAbsolutePath().getParent().getFileName().toString().equals(id)) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          file + " is of fingerprint " + id + ": move it into the folder of that name");
    }
    return new Stored(file, baseline);
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UserError(ExitStatus.BAD_INPUT, folder + " cannot be listed (" + e + ")", e);
    }
  }
}
