// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;

class TraceRecordCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(Path prompts, Path trace, String... options) {
    List<String> all = new ArrayList<>(List.of("trace", "record", "--threads", "1"));
    all.addAll(List.of("--prompts", prompts.toString(), "--out", trace.toString()));
    all.addAll(List.of(options));
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            folder),
        all.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itRecordsAndSaysWhatItLeftOut() throws IOException {
    Path prompts = folder.resolve("chat.jsonl");
    Files.writeString(
        prompts,
        """
        {"prompt":"hello","response":"world"}
        {"prompt":""}
        {"prompt":"a longer one"}
        """);
    Path trace = folder.resolve("chat.jsonl.npz");
    int status = run(prompts, trace, "--max-tokens", "11", "--layers", "2");
    assertThat(status).as(err()).isZero();
    assertThat(out())
        .isEqualTo(
            """
            recorded 2 prompts, 22 tokens in each of 2 layers: %s
            left out: 1 prompts without text
            cut after 11 tokens: 1 prompts
            """
                .formatted(trace));
    assertThat(err().lines()).allMatch(line -> line.endsWith(" left"));
    assertThat(trace).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_INPUT, line 2: no JSON,",
    "USAGE, INT8_SYM, --format INT9",
    "USAGE, is no LAYER:EXPERT, --useless 3",
    "USAGE, 4:0: there are layers 0 to 3, --never 4:0",
    "USAGE, 0 tokens per prompt, --max-tokens 0",
    "USAGE, hidden: 0 is not from 1, --hidden 0"
  })
  void whatCannotBeRecordedIsOneLineAndNoTrace(ExitStatus status, String part, String options)
      throws IOException {
    Path prompts = folder.resolve("chat.jsonl");
    Files.writeString(prompts, "{\"prompt\":\"hello\"}\n{\"prompt\":\"cut o");
    String[] given = options == null ? new String[0] : options.split(" ");
    assertThat(run(prompts, folder.resolve("out.npz"), given)).isEqualTo(status.code());
    assertThat(err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(err()).contains(part);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(prompts);
    }
  }

  @Test
  void promptsWithoutTextAreNoTrace() throws IOException {
    Path prompts = folder.resolve("none.txt");
    Files.writeString(prompts, "");
    assertThat(run(prompts, folder.resolve("out.npz"))).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(err()).isEqualTo("error: " + prompts + ": no prompt with any text\n");
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  @Test
  void helpStartsWithExamples() {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8), System.err, false, false, folder);
    assertThat(Main.run(terminal, "trace", "record", "--help")).isZero();
    assertThat(out()).startsWith("Examples:\n  ./run-bench.sh trace record");
  }
}
