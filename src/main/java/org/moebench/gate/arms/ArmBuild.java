// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.run.StopSignal;

/**
 * Builds the jar of a commit as {@code run-bench.sh} builds that of the working tree: same JDK,
 * same Maven goals but for the tests, in a worktree of its own. A jar that has been built before is
 * used again.
 */
public final class ArmBuild {
  /** The first build of a machine downloads its plugins. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final String ERROR = "[ERROR] ";

  /** Maven's headings that name no cause. */
  private static final List<String> HEADINGS =
      List.of("COMPILATION ERROR", "Failed to execute goal");

  private final Revisions revisions;
  private final Path folder;
  private final Map<String, String> environment;
  private final PrintStream messages;
  private final StopSignal stop;

  /**
   * @param folder for jars, log and worktree: {@code target/gate}
   * @param environment of Maven, with {@code PATH}
   */
  public ArmBuild(
      Revisions revisions,
      Path folder,
      Map<String, String> environment,
      PrintStream messages,
      StopSignal stop) {
    this.revisions = revisions;
    this.folder = folder.toAbsolutePath();
    this.environment = environment;
    this.messages = messages;
    this.stop = stop;
  }

  /**
   * The jar of a commit.
   *
   * @throws UserError BUILD_FAILED with the first error of the build, INTERRUPTED if it was stopped
   */
  public BenchmarkJar of(String commit) {
    Path jar = jar(commit);
    try {
      if (!isWhole(jar)) {
        build(commit, jar);
      }
      return BenchmarkJar.read(jar);
    } catch (IOException e) {
      throw Folders.cannotWrite(jar, e);
    }
  }

  /** Other JDKs make other bytes of the same commit. */
  Path jar(String commit) {
    return folder.resolve("jars/" + commit + "-jdk" + System.getProperty("java.version") + ".jar");
  }

  private static Path checksum(Path jar) {
    return jar.resolveSibling(jar.getFileName() + ".sha256");
  }

  private static boolean isWhole(Path jar) throws IOException {
    return Files.isRegularFile(jar)
        && Files.isRegularFile(checksum(jar))
        && Files.readString(checksum(jar)).startsWith(BenchmarkJar.sha256(jar));
  }

  private void build(String commit, Path jar) throws IOException {
    Path maven =
        Programs.find("mvn", environment)
            .orElseThrow(
                () ->
                    new UserError(
                        ExitStatus.BUILD_FAILED,
                        "Maven (mvn) is needed to build the base: install it, version 3.8 or newer,"
                            + " or give --base-jar"));
    messages.println("building base " + shortened(commit) + " ...");
    Folders.create(jar.getParent());
    Path worktree = folder.resolve("worktree");
    try {
      revisions.addWorktree(worktree, commit);
      Path project = worktree.resolve(revisions.prefix());
      runMaven(maven, project, commit);
      keep(project.resolve(BenchmarkJar.BUILT), jar, commit);
    } finally {
      revisions.removeWorktree(worktree);
    }
  }

  private void runMaven(Path maven, Path project, String commit) throws IOException {
    if (!Files.isRegularFile(project.resolve("pom.xml"))) {
      throw failed(commit, "it has no pom.xml: choose a later revision");
    }
    Path log = folder.resolve("build.log");
    Map<String, String> with = new HashMap<>(environment);
    with.put("JAVA_HOME", System.getProperty("java.home"));
    List<String> command =
        List.of(
            maven.toString(),
            "-B",
            "-q",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "package");
    int status =
        ChildProcess.run(
            Programs.builder(command, project, with)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()),
            LIMIT);
    if (status != 0 && stop.explainsFailure()) {
      throw new UserError(
          ExitStatus.INTERRUPTED, "stopped while the base was built: nothing was measured");
    }
    if (status != 0) {
      throw failed(commit, firstError(log, project) + "; see " + log);
    }
  }

  private static void keep(Path built, Path jar, String commit) throws IOException {
    if (!Files.isRegularFile(built)) {
      throw failed(
          commit, "its build leaves no " + BenchmarkJar.BUILT + ": choose a later revision");
    }
    Path temporary = jar.resolveSibling(jar.getFileName() + ".tmp");
    Files.copy(built, temporary, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        checksum(jar), BenchmarkJar.sha256(temporary) + "  " + jar.getFileName() + "\n");
    Files.move(temporary, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The first line in which Maven names a cause; the last line if it names none. */
  private static String firstError(Path log, Path project) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    String last = lines.isEmpty() ? "Maven said nothing" : lines.get(lines.size() - 1);
    return lines.stream()
        .filter(line -> line.startsWith(ERROR))
        .map(line -> line.substring(ERROR.length()).strip())
        .filter(line -> !line.isEmpty() && HEADINGS.stream().noneMatch(line::startsWith))
        .findFirst()
        .orElse(last)
        .replace(project + "/", "");
  }

  private static UserError failed(String commit, String why) {
    return new UserError(
        ExitStatus.BUILD_FAILED, "base %s does not build: %s".formatted(shortened(commit), why));
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }
}
