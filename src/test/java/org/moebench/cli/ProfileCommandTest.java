// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.profile.RandomTraces;
import org.moebench.trace.TraceCopy;
import org.moebench.trace.TraceSource;
import org.moebench.trace.TraceWriter;
import org.moebench.trace.Traces;

/** {@code profile} and {@code profile merge}. */
class ProfileCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void traces() {
    write("a.jsonl", RandomTraces.of(1, 12, 2, 2, 400));
    write("b.jsonl", RandomTraces.of(2, 12, 2, 2, 150));
  }

  private void write(String name, TraceSource source) {
    try (TraceWriter writer = Traces.write(folder.resolve(name), source.header())) {
      TraceCopy.all(source, writer, place -> {});
      writer.complete();
    }
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            folder),
        args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void mergedAndRenderedAgainIsTheSame() throws IOException {
    assertThat(run("profile", path("a.jsonl"), "--out", path("a"))).as(err()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("locality", "page: ");
    assertThat(run("profile", path("b.jsonl"), "--out", path("b"))).as(err()).isZero();
    assertThat(run("profile", path("a.jsonl"), path("b.jsonl"), "--out", path("both"))).isZero();
    String a = path("a/profile.json");
    assertThat(run("profile", "merge", a, path("b/profile.json"), "--out", path("merged")))
        .as(err())
        .isZero();
    for (String file : new String[] {"profile.json", "index.html", "report.md"}) {
      assertThat(Files.readString(folder.resolve("merged").resolve(file)))
          .isEqualTo(Files.readString(folder.resolve("both").resolve(file)));
    }
    String page = Files.readString(folder.resolve("a/index.html"));
    assertThat(run("report", a)).isZero();
    assertThat(Files.readString(folder.resolve("a/index.html"))).isEqualTo(page);
  }

  @Test
  void aTraceBecomesAWorkloadAndAHotlist() throws IOException {
    int status =
        run("profile", path("a.jsonl"), "--as-workload", "mine", "--hotlist", path("hot.txt"));
    assertThat(status).as(err()).isZero();
    assertThat(folder.resolve("reports/latest/profile/profile.json")).isNotEmptyFile();
    assertThat(folder.resolve("workloads/mine/mine.json")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("hot.txt")))
        .hasSize(7 + 2 * 12)
        .startsWith("# ds4 expert hotlist v1");
  }

  @ParameterizedTest
  @CsvSource({
    "USAGE, no trace given, ''",
    "USAGE, --save-every -1, a.jsonl --save-every -1",
    "USAGE, --threads 0, a.jsonl --threads 0",
    "USAGE, --keep 1.5, a.jsonl --keep 1.5",
    "USAGE, --phase, a.jsonl --phase later",
    "USAGE, takes one trace, a.jsonl b.jsonl --as-workload mine",
    "BAD_INPUT, nothing to resume, a.jsonl --resume",
    "BAD_INPUT, no such file, none.npy",
    "BAD_INPUT, has schema, merge a.jsonl",
  })
  void whatCannotBeDoneIsOneLine(ExitStatus status, String part, String options) {
    String[] args = ("profile " + options).trim().split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].contains(".jsonl") || args[i].endsWith(".npy") ? path(args[i]) : args[i];
    }
    assertThat(run(args)).as(err()).isEqualTo(status.code());
    assertThat(err().lines()).hasSize(1).allMatch(line -> line.contains(part));
    assertThat(folder.resolve("reports")).doesNotExist();
  }
}
