// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.moebench.fault.UserError;

/** Opens {@code .npy} files: ids alone. The file of the same name in {@code .json} says more. */
final class NpyFile {
  private NpyFile() {}

  /**
   * Opens a file.
   *
   * @throws UserError BAD_INPUT, one line
   */
  static TraceArrays open(Path file, TraceProblems problems) {
    HeaderJson stated = beside(file);
    MappedFile mapped = MappedFile.open(file);
    try {
      NpyArray ids = TraceArrays.array(mapped.bytes(), mapped.name(), TraceArrays.IDS, problems);
      return new TraceArrays(mapped, stated, Map.of(TraceArrays.IDS, ids));
    } catch (UserError e) {
      mapped.close();
      throw e;
    }
  }

  private static HeaderJson beside(Path file) {
    String name = file.getFileName().toString();
    Path beside = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
    return Files.exists(beside)
        ? HeaderJson.parse(MappedFile.text(beside), beside.toString(), "header")
        : HeaderJson.ABSENT;
  }
}
