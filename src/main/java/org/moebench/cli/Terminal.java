// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Where the command line prints, and what that place can show.
 *
 * @param out standard output
 * @param err standard error
 * @param colour whether {@code out} may be coloured
 * @param rewritable whether a line on {@code err} can be rewritten
 * @param root folder of the suite, for default output folders
 */
record Terminal(PrintStream out, PrintStream err, boolean colour, boolean rewritable, Path root) {
  /** Set by {@code run-bench.sh} to {@code true} if standard output is a terminal. */
  static final String OUT_PROPERTY = "moebench.tty.out";

  /** The same for standard error. */
  static final String ERR_PROPERTY = "moebench.tty.err";

  /** Set by {@code run-bench.sh} to the project's folder. */
  static final String ROOT_PROPERTY = "moebench.root";

  /** The terminal of this process. {@code NO_COLOR} and dumb terminals are respected. */
  static Terminal ofProcess(Properties properties, Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(
        System.out,
        System.err,
        !plain && Boolean.parseBoolean(properties.getProperty(OUT_PROPERTY)),
        !environment.getOrDefault("TERM", "dumb").equals("dumb")
            && Boolean.parseBoolean(properties.getProperty(ERR_PROPERTY)),
        Path.of(properties.getProperty(ROOT_PROPERTY, "")).toAbsolutePath());
  }
}
