// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks the operating system whether this JVM's compilers are at work. The JVM itself only counts
 * compilations that have ended, and one of a large kernel takes longer than any pause between two.
 */
public final class CompilerThreads {
  /** States of a thread that wants a processor or waits for the disk; the others sleep. */
  private static final String AWAKE = "RD";

  private final List<Path> threads;

  private CompilerThreads(List<Path> threads) {
    this.threads = threads;
  }

  /** The compilers of this JVM; none where the system does not show them. */
  public static CompilerThreads ofThisProcess() {
    return in(Path.of("/proc/self/task"));
  }

  static CompilerThreads in(Path tasks) {
    if (!Files.isDirectory(tasks)) {
      return new CompilerThreads(List.of());
    }
    try (Stream<Path> all = Files.list(tasks)) {
      return new CompilerThreads(
          all.filter(CompilerThreads::compiles).map(task -> task.resolve("stat")).toList());
    } catch (IOException e) {
      return new CompilerThreads(List.of());
    }
  }

  /** The system cuts {@code C2 CompilerThread0} to 15 letters. */
  private static boolean compiles(Path task) {
    return ProcText.line(task.resolve("comm")).orElse("").matches("C[12] CompilerThre.*");
  }

  /** Whether any is awake; false where the system does not say. */
  public boolean busy() {
    return threads.stream().anyMatch(CompilerThreads::isAwake);
  }

  /** The state follows the name, which stands in parentheses and may hold any letter. */
  private static boolean isAwake(Path stat) {
    String line = ProcText.line(stat).orElse("");
    int state = line.lastIndexOf(')') + 2;
    return state > 1 && state < line.length() && AWAKE.indexOf(line.charAt(state)) >= 0;
  }
}
