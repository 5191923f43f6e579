// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a command line so that a shell reads the same words again. */
final class ShellWords {
  private ShellWords() {}

  static String join(String program, List<String> args) {
    return Stream.concat(Stream.of(program), args.stream().map(ShellWords::quoted))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
