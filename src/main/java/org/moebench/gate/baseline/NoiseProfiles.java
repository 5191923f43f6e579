// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.moebench.fault.UserError;
import org.moebench.gate.Fingerprint;
import org.moebench.result.ResultFiles;

/** Reads and writes noise profiles: one per fingerprint, beside its baselines. */
public final class NoiseProfiles {
  static final String FILE = "noise.json";

  private static final String ADVICE =
      "restore the file from version control or write a new one with gate self-test --aa";

  private NoiseProfiles() {}

  /**
   * The profile of a machine, JVM and plan; empty if there is none.
   *
   * @param folder that of the baselines
   * @throws UserError BAD_INPUT with file and position if there is one that is not as it must be
   */
  public static Optional<NoiseProfile> find(Path folder, Fingerprint fingerprint) {
    String id = FingerprintId.of(fingerprint);
    Path file = folder.resolve(id).resolve(FILE);
    return Files.exists(file) ? Optional.of(read(file, id)) : Optional.empty();
  }

  /**
   * Writes a profile in the place of any older one.
   *
   * @param folder that of the baselines
   * @return its file
   * @throws UserError CANNOT_WRITE
   */
  public static Path write(Path folder, NoiseProfile profile) {
    Path file = folder.resolve(profile.fingerprint()).resolve(FILE);
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("schema", NoiseProfile.SCHEMA);
    all.setAll((ObjectNode) JsonLines.tree(profile));
    ResultFiles.write(file, JsonLines.text(all));
    return file;
  }

  private static NoiseProfile read(Path file, String id) {
    JsonPlace root = JsonPlace.read(file, NoiseProfile.SCHEMA, ADVICE);
    root.only("schema", "created", "commit", "fingerprint", "cells");
    root.get("created").date(OffsetDateTime::parse, "2027-01-31T12:00:00Z");
    JsonPlace fingerprint = root.get("fingerprint");
    if (!fingerprint.text().equals(id)) {
      throw fingerprint.bad("holds '" + fingerprint.text() + "' in the folder of " + id);
    }
    Set<String> cells = new HashSet<>();
    List<NoiseProfile.CellNoise> noise = root.get("cells").list(place -> cell(place, cells));
    return new NoiseProfile(root.get("created").text(), root.get("commit").words(), id, noise);
  }

  private static NoiseProfile.CellNoise cell(JsonPlace place, Set<String> cells) {
    place.only("cell", "deviation", "bias", "pairs");
    String cell = place.get("cell").words();
    if (!cells.add(cell)) {
      throw place.get("cell").bad("names '" + cell + "' a second time");
    }
    return new NoiseProfile.CellNoise(
        cell,
        place.get("deviation").notNegative(),
        place.get("bias").notNegative(),
        place.get("pairs").count());
  }
}
