// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the {@code name: value} texts and one-line files in which Linux describes a machine. */
public final class ProcText {
  private ProcText() {}

  /** The lines of a file; none if it does not exist or cannot be read, as on other systems. */
  public static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The first line of a file, trimmed; empty if there is none. */
  static Optional<String> line(Path file) {
    return lines(file).stream().findFirst().map(String::trim).filter(text -> !text.isEmpty());
  }

  /** The value of the first line {@code name : value}. */
  static Optional<String> value(List<String> lines, String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).trim().equals(name)) {
        return Optional.of(line.substring(colon + 1).trim()).filter(text -> !text.isEmpty());
      }
    }
    return Optional.empty();
  }

  /** Bytes of a line {@code name: 123 kB}. */
  static Optional<Long> kibibytes(List<String> lines, String name) {
    return value(lines, name)
        .filter(text -> text.matches("\\d{1,15} kB"))
        .map(text -> 1024 * Long.parseLong(text.substring(0, text.length() - 3)));
  }
}
