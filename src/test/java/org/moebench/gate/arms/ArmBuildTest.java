// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moebench.gate.arms.ExampleArms.commit;
import static org.moebench.gate.arms.ExampleArms.git;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.run.StopSignal;

class ArmBuildTest {
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @TempDir private Path folder;
  private Path root;
  private Path bin;
  private Path built;
  private Map<String, String> environment;

  @BeforeEach
  void checkout() throws Exception {
    root = folder.resolve("project");
    bin = folder.resolve("bin");
    ExampleArms.init(root);
    built = ExampleArms.jar(folder.resolve("built.jar"), "one", List.of("a.B.run"));
    environment = ExampleArms.maven(bin, built);
    ExampleArms.write(root, "pom.xml", "<project/>");
  }

  private ArmBuild build(StopSignal stop) {
    return new ArmBuild(
        new Revisions(root, environment),
        root.resolve("target/gate"),
        environment,
        new PrintStream(messages, true, StandardCharsets.UTF_8),
        stop);
  }

  private UserError failure(String commit, StopSignal stop) {
    UserError[] error = new UserError[1];
    assertThatThrownBy(() -> build(stop).of(commit))
        .isInstanceOfSatisfying(UserError.class, e -> error[0] = e);
    return error[0];
  }

  private List<String> calls() throws Exception {
    return Files.readAllLines(bin.resolve("calls"));
  }

  private void noWorktreeIsLeft() {
    assertThat(root.resolve("target/gate/worktree")).doesNotExist();
    assertThat(git(root, "worktree", "list").lines()).hasSize(1);
  }

  @Test
  void buildsOnceWithTheSameJdkAndLeavesNoWorktree() throws Exception {
    String commit = commit(root, "src/A.java", "a");

    BenchmarkJar jar = build(new StopSignal()).of(commit);

    assertThat(jar.benchmarks()).containsExactly("a.B.run");
    assertThat(Files.mismatch(jar.path(), built)).isEqualTo(-1);
    assertThat(calls())
        .containsExactly(
            System.getProperty("java.home")
                + " -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package");
    noWorktreeIsLeft();
    assertThat(build(new StopSignal()).of(commit)).isEqualTo(jar);
    assertThat(calls()).hasSize(1);
    assertThat(messages.toString(StandardCharsets.UTF_8)).contains(commit.substring(0, 12));
  }

  @Test
  void aDamagedJarIsBuiltAgain() throws Exception {
    String commit = commit(root, "src/A.java", "a");
    BenchmarkJar jar = build(new StopSignal()).of(commit);
    Files.writeString(jar.path(), "damaged");
    assertThat(build(new StopSignal()).of(commit)).isEqualTo(jar);
    assertThat(calls()).hasSize(2);
  }

  @Test
  void buildsWhatTheCommitHoldsNotTheWorkingTree() throws Exception {
    String commit = commit(root, "src/A.java", "a");
    ExampleArms.write(root, "src/A.java", ExampleArms.BROKEN);
    assertThat(build(new StopSignal()).of(commit).benchmarks()).hasSize(1);
  }

  @Test
  void aBaseThatDoesNotBuildIsNamedWithItsFirstError() throws Exception {
    String commit = commit(root, "src/A.java", ExampleArms.BROKEN);
    UserError error = failure(commit, new StopSignal());
    assertThat(error.status()).isEqualTo(ExitStatus.BUILD_FAILED);
    assertThat(error)
        .hasMessage(
            "base %s does not build: src/A.java:[3,5] cannot find symbol; see %s"
                .formatted(commit.substring(0, 12), root.resolve("target/gate/build.log")));
    assertThat(root.resolve("target/gate/build.log")).content().contains("COMPILATION ERROR");
    noWorktreeIsLeft();
  }

  @Test
  void aStopDuringTheBuildIsNoFailureOfTheBase() throws Exception {
    String commit = commit(root, "src/A.java", ExampleArms.BROKEN);
    StopSignal stop = new StopSignal();
    stop.request();
    assertThat(failure(commit, stop).status()).isEqualTo(ExitStatus.INTERRUPTED);
    noWorktreeIsLeft();
  }

  @Test
  void aWorktreeThatAKilledRunLeftIsReplaced() throws Exception {
    String old = commit(root, "src/A.java", ExampleArms.BROKEN);
    String commit = commit(root, "src/A.java", "a");
    git(root, "worktree", "add", "--detach", "-q", "target/gate/worktree", old);
    assertThat(build(new StopSignal()).of(commit).benchmarks()).hasSize(1);
    noWorktreeIsLeft();
  }

  @Test
  void withoutMavenItIsAskedFor() throws Exception {
    String commit = commit(root, "src/A.java", "a");
    Map<String, String> without = new HashMap<>(environment);
    Path git = Programs.find("git", environment).orElseThrow();
    Path only = Files.createDirectories(folder.resolve("only"));
    Files.createSymbolicLink(only.resolve("git"), git);
    without.put("PATH", only.toString());
    environment = without;
    UserError error = failure(commit, new StopSignal());
    assertThat(error.status()).isEqualTo(ExitStatus.BUILD_FAILED);
    assertThat(error).hasMessageContainingAll("Maven", "--base-jar");
  }

  @Test
  void aBaseWithoutBuildOrJarIsTooOld() throws Exception {
    String commit = commit(root, "src/A.java", "a");
    Files.delete(root.resolve("pom.xml"));
    String without = commit(root, "src/A.java", "b");
    assertThat(failure(without, new StopSignal()))
        .hasMessageContainingAll("no pom.xml", "later revision");
    Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n");
    assertThat(failure(commit, new StopSignal()))
        .hasMessageContainingAll("leaves no target/benchmarks.jar");
  }
}
