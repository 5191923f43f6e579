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

  private void thread(int id, String name, String state, int time) throws IOException {
    Path folder = Files.createDirectories(tasks.resolve(Integer.toString(id)));
    Files.writeString(folder.resolve("comm"), name + "\n");
    String fields = " 1 1 0 0 -1 4194368 10 0 0 0 " + time + " 7 0 0 20 0 12 0 99\n";
    Files.writeString(folder.resolve("stat"), id + " (" + name + ") " + state + fields);
  }

  @Test
  void theOptimizingCompilerCounts() throws IOException {
    thread(1, "java", "R", 5);
    thread(2, "C2 CompilerThre", "S", 0);
    thread(3, "C1 CompilerThre", "R", 5);
    try (CompilerThreads compilers = CompilerThreads.in(tasks)) {
      assertThat(compilers.known()).isTrue();
      compilers.worked(); // before the first look: nothing is known of it
      assertThat(compilers.worked()).isFalse();
      thread(2, "C2 CompilerThre", "R", 0);
      assertThat(compilers.worked()).isTrue();
    }
  }

  @Test
  void workBetweenTwoLooksShowsInItsTime() throws IOException {
    thread(2, "C2 CompilerThre", "S", 3);
    try (CompilerThreads compilers = CompilerThreads.in(tasks)) {
      compilers.worked();
      assertThat(compilers.worked()).isFalse();
      thread(2, "C2 CompilerThre", "S", 4);
      assertThat(compilers.worked()).isTrue();
      assertThat(compilers.worked()).isFalse();
    }
  }

  @Test
  void whatTheSystemDoesNotShowIsUnknown() throws IOException {
    assertThat(CompilerThreads.in(tasks.resolve("missing")).known()).isFalse();
    thread(1, "java", "R", 5);
    assertThat(CompilerThreads.in(tasks).known()).isFalse();
  }

  @Test
  void brokenTextIsNoWork() throws IOException {
    thread(2, "C2 CompilerThre", "S", 3);
    try (CompilerThreads compilers = CompilerThreads.in(tasks)) {
      compilers.worked();
      Files.writeString(tasks.resolve("2/stat"), "2 (C2");
      compilers.worked();
      assertThat(compilers.worked()).isFalse();
    }
  }
}
