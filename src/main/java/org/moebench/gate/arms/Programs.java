// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds programs on the search path of a given environment, and starts them in it. */
final class Programs {
  private Programs() {}

  /** The program on the environment's {@code PATH}; empty if it is not there. */
  static Optional<Path> find(String name, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * A process with exactly this environment; a program without a folder is looked for there.
   *
   * @throws IOException if the program is not on the environment's {@code PATH}
   */
  static ProcessBuilder builder(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    List<String> resolved = new ArrayList<>(command);
    String program = command.get(0);
    if (!program.contains(File.separator)) {
      Path file =
          find(program, environment)
              .orElseThrow(() -> new IOException("no " + program + " on the PATH"));
      resolved.set(0, file.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(resolved).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }
}
