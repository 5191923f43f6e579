// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerThreadsTest {
  @TempDir private Path tasks;

  private void thread(int id, String name, String state) throws IOException {
    Path folder = Files.createDirectories(tasks.resolve(Integer.toString(id)));
    Files.writeString(folder.resolve("comm"), name + "\n");
    Files.writeString(folder.resolve("stat"), id + " (" + name + ") " + state + " 1 1 0\n");
  }

  @Test
  void onlyCompilersCount() throws IOException {
    thread(1, "java", "R");
    thread(2, "C2 CompilerThre", "S");
    assertThat(CompilerThreads.in(tasks).busy()).isFalse();
    thread(3, "C1 CompilerThre", "R");
    assertThat(CompilerThreads.in(tasks).busy()).isTrue();
  }

  @Test
  void namesMayHoldParentheses() throws IOException {
    thread(2, "C2 CompilerThre) R (", "S");
    assertThat(CompilerThreads.in(tasks).busy()).isFalse();
  }

  @Test
  void unknownIsNotBusy() throws IOException {
    assertThat(CompilerThreads.in(tasks.resolve("missing")).busy()).isFalse();
    Path folder = Files.createDirectories(tasks.resolve("4"));
    Files.writeString(folder.resolve("comm"), "C2 CompilerThre\n");
    assertThat(CompilerThreads.in(tasks).busy()).isFalse();
  }
}
