// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Runs git in a folder. */
final class Git {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Set inside hooks; they would point git at another repository than the folder's. */
  private static final List<String> OF_HOOKS =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_PREFIX",
          "GIT_COMMON_DIR",
          "GIT_OBJECT_DIRECTORY");

  private final Path folder;
  private final Map<String, String> environment;

  Git(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * What git said.
   *
   * @param out standard output without the last line break
   * @param error first line of standard error
   */
  record Answer(int status, String out, String error) {
    boolean ok() {
      return status == 0;
    }
  }

  /** Runs git whatever its exit status. */
  Answer ask(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("moebench-git", ".out");
      Path err = Files.createTempFile("moebench-git", ".err");
      try {
        ProcessBuilder builder =
            Programs.builder(command, folder, environment)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        OF_HOOKS.forEach(builder.environment()::remove);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        int status = ChildProcess.run(builder, LIMIT);
        return new Answer(status, text(out).stripTrailing(), firstLine(text(err)));
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.USAGE,
          "git cannot be run ("
              + e.getMessage()
              + "): install it, or give two jars with --base-jar and --head-jar",
          e);
    }
  }

  /**
   * Runs git, which must succeed.
   *
   * @throws UserError BAD_INPUT with what git said
   */
  String say(String... arguments) {
    Answer answer = ask(arguments);
    if (!answer.ok()) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "git %s failed in %s: %s".formatted(String.join(" ", arguments), folder, answer.error()));
    }
    return answer.out();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
  }
}
