// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.moebench.gate.GateCell;
import org.moebench.run.ForkArguments;
import org.moebench.run.Timing;

/**
 * The command line of one fork: JMH's own main class in the arm's jar, so that a revision is
 * measured by its own benchmarks. Both arms' commands differ in the paths and the arm's name only,
 * which are equally long.
 */
final class ForkCommand {
  /** System property of a fork that says which arm it is. */
  static final String ARM_PROPERTY = "moebench.arm";

  private static final String CELL_PROPERTY = "moebench.cell";

  private static final String IGNORE_LOCK = "jmh.ignoreLock";

  private static final long MIB = 1L << 20;

  private ForkCommand() {}

  /**
   * The whole command.
   *
   * @param result file that receives JMH's JSON
   * @param report file that receives the fork's report
   */
  static List<String> of(GateCell cell, Arm arm, Path result, Path report) {
    List<String> command = new ArrayList<>(host(cell, arm));
    command.addAll(measuring(cell, result));
    cell.params().forEach((name, value) -> command.addAll(param(cell, name, value)));
    command.addAll(jvm(cell, arm, report));
    return command;
  }

  /** JMH's parent process: it waits, and should be small and start fast. */
  private static List<String> host(GateCell cell, Arm arm) {
    List<String> host = new ArrayList<>();
    host.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    host.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    host.add("--sun-misc-unsafe-memory-access=allow");
    String ignoreLock = System.getProperty(IGNORE_LOCK);
    if (ignoreLock != null) {
      host.add("-D" + IGNORE_LOCK + "=" + ignoreLock);
    }
    Path jar = cell.isControl() ? arm.controlJar() : arm.jar();
    host.addAll(List.of("-cp", jar.toString(), "org.openjdk.jmh.Main"));
    return host;
  }

  private static List<String> measuring(GateCell cell, Path result) {
    Timing timing = cell.timing();
    List<String> options = new ArrayList<>();
    options.add("^" + Pattern.quote(cell.benchmark()) + "$");
    options.addAll(List.of("-f", "1", "-t", "1", "-bm", "avgt", "-tu", "us"));
    options.addAll(
        List.of("-wi", "" + timing.warmupIterations(), "-w", millis(timing.warmupMillis())));
    options.addAll(List.of("-i", "" + timing.iterations(), "-r", millis(timing.iterationMillis())));
    // Without -foe JMH ends well although the benchmark threw.
    options.addAll(List.of("-foe", "true", "-rf", "json", "-rff", result.toString()));
    return options;
  }

  private static String millis(int millis) {
    return millis + "ms";
  }

  private static List<String> param(GateCell cell, String name, String value) {
    if (value.isEmpty() || value.contains(",")) {
      // JMH would run no or several settings.
      throw new IllegalArgumentException(
          "cell "
              + cell.id()
              + ": parameter "
              + name
              + " cannot be given to JMH as '"
              + value
              + "'");
    }
    return List.of("-p", name + "=" + value);
  }

  /**
   * All three of JMH's options for JVM arguments: those of the benchmark's annotations come in for
   * each that is not given.
   */
  private static List<String> jvm(GateCell cell, Arm arm, Path report) {
    List<String> append = new ArrayList<>();
    append.add("-D" + CELL_PROPERTY + "=" + cell.id());
    append.addAll(arm.extraJvmArgs().getOrDefault(cell.id(), List.of()));
    return List.of(
        "-jvmArgs",
        joined(ForkArguments.of(cell.heapMebibytes() * MIB, report)),
        "-jvmArgsPrepend",
        joined(List.of(armArgument(arm.name()))),
        "-jvmArgsAppend",
        joined(append));
  }

  /** The JVM argument by which a fork knows which arm it is. */
  static String armArgument(String name) {
    return "-D" + ARM_PROPERTY + "=" + name;
  }

  /** In the form that JMH takes apart again: double quotes around blanks, and no way to escape. */
  static String joined(List<String> arguments) {
    return String.join(" ", arguments.stream().map(ForkCommand::quoted).toList());
  }

  private static String quoted(String argument) {
    if (argument.contains("\"")) {
      throw new IllegalArgumentException("JMH cannot pass on a double quote: " + argument);
    }
    return argument.contains(" ") ? '"' + argument + '"' : argument;
  }
}
