// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Folders of the gate's own, within {@code target/gate}. */
final class Folders {
  private Folders() {}

  /** Deletes a folder with all in it, without following links; nothing if it does not exist. */
  static void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /** Makes a folder with its parents. */
  static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  static UserError cannotWrite(Path path, IOException cause) {
    return new UserError(
        ExitStatus.CANNOT_WRITE,
        "cannot write %s (%s): is the disk full?".formatted(path, cause),
        cause);
  }
}
