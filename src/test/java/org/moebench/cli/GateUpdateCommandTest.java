// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.Verdict;
import org.moebench.gate.baseline.BaselineFiles;
import org.moebench.gate.baseline.Baselines;
import org.moebench.gate.baseline.GateRuns;
import org.moebench.result.ResultFiles;

class GateUpdateCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path root;

  private int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            root),
        args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int update(GateRun run, String... more) {
    ResultFiles.write(root.resolve("reports/latest/gate/gate.json"), ResultFiles.toJson(run));
    List<String> args =
        Stream.concat(Stream.of("gate", "update", "--reason", "because"), Stream.of(more)).toList();
    return run(args.toArray(String[]::new));
  }

  private void written(GateRun run, String... more) {
    assertThat(update(run, more)).as(err()).isZero();
  }

  private void refused(ExitStatus status, String message, GateRun run, String... more)
      throws IOException {
    List<Path> before = files();
    assertThat(update(run, more)).as(err()).isEqualTo(status.code());
    assertThat(err()).startsWith("error: ").contains(message);
    assertThat(err().lines()).hasSize(1);
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    Path folder = root.resolve(Baselines.FOLDER);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aJudgedRunOfACommitBecomesABaseline() throws IOException {
    written(new GateRuns(1).run());
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("2027-01-01 baseline ")
        .contains(
            "/2027-01-01-0123456789ab.json: 2 cells, 12 forks x 5 iterations; because",
            "file: " + root.resolve(Baselines.FOLDER));
    assertThat(files()).hasSize(1);
    assertThat(BaselineFiles.read(files().get(0)).cells()).hasSize(2);
  }

  @Test
  void runsThatSayNothingAreRefused() throws IOException {
    refused(
        ExitStatus.UNFIT_MACHINE,
        "was not judged (CONTAMINATED): control control/fma came out 9% slower",
        new GateRuns(1).state(State.CONTAMINATED).run());
    refused(ExitStatus.UNFIT_MACHINE, "(UNFIT)", new GateRuns(1).state(State.UNFIT).run());
    refused(
        ExitStatus.BAD_INPUT,
        "was stopped before its end",
        new GateRuns(1).state(State.STOPPED).run());
    refused(
        ExitStatus.BAD_INPUT, "is no paired run (RATIO)", new GateRuns(1).mode(Mode.RATIO).run());
    refused(
        ExitStatus.WRONG_RESULT,
        "has cells that failed: " + GateRuns.GEMM,
        new GateRuns(1).verdict(GateRuns.GEMM, Verdict.ERROR).run());
    refused(
        ExitStatus.UNRESOLVED,
        "has cells without an answer: " + GateRuns.ROUTING,
        new GateRuns(1).verdict(GateRuns.ROUTING, Verdict.UNRESOLVED).run());
  }

  @Test
  void treesThatNoCommitNamesAreRefused() throws IOException {
    refused(ExitStatus.BAD_INPUT, "uncommitted changes", new GateRuns(1).dirty().run());
    refused(
        ExitStatus.BAD_INPUT,
        "does not know its commit ('unknown')",
        new GateRuns(1).commit("unknown").run());
  }

  @Test
  void blankTextsAreRefused() throws IOException {
    GateRun run = new GateRuns(1).run();
    refused(ExitStatus.USAGE, "--accept is empty", run, "--accept", " ");
    assertThat(run("gate", "update", "--reason", " ")).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err()).contains("--reason is empty");
    assertThat(run("gate", "update")).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err()).contains("--reason");
  }

  @Test
  void brokenRunFilesAreRefused() throws IOException {
    String text = ResultFiles.toJson(new GateRuns(1).run());
    Path file = root.resolve("gate.json");
    String[] args = {"gate", "update", "--reason", "because", "--from", file.toString()};
    for (String broken :
        List.of(
            text.substring(0, text.length() / 2),
            text.replace("moebench.gate/1", "moebench.gate/9"),
            text.replace("\"judgement\"", "\"judgment\""),
            text.replaceFirst("\"iterations\" : \\[ [0-9.]+", "\"iterations\" : [ \"NaN\"")
                .replaceAll("\"head\" : \\{\\s+\"iterations\" : \\[ [0-9.]+", "$0 , \"NaN\""),
            text.replace("2027-01-01T12:00:00Z", "today"))) {
      assertThat(broken).isNotEqualTo(text);
      Files.writeString(file, broken);
      assertThat(run(args)).as(err()).isEqualTo(ExitStatus.BAD_INPUT.code());
      assertThat(err().lines()).hasSize(1);
      assertThat(err()).contains(file.toString());
    }
    Files.delete(file);
    assertThat(run(args)).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(files()).isEmpty();
  }

  @Test
  void aRegressionNeedsAWaiverOrAWord() throws IOException {
    GateRuns runs = new GateRuns(1).verdict(GateRuns.GEMM, Verdict.REGRESSION);
    refused(
        ExitStatus.REGRESSION,
        "regression that nobody waived: " + GateRuns.GEMM + " 12.0% slower",
        runs.run());
    refused(
        ExitStatus.REGRESSION,
        "regression that nobody waived",
        new GateRuns(1)
            .verdict(GateRuns.GEMM, Verdict.REGRESSION)
            .waive(GateRuns.GEMM, 0.05)
            .run());
    written(
        new GateRuns(1).verdict(GateRuns.GEMM, Verdict.REGRESSION).waive(GateRuns.GEMM, 0.2).run());
    written(runs.day(1).run(), "--accept", "needed for correctness");
    assertThat(BaselineFiles.read(files().get(1)).accepted())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.cell()).isEqualTo(GateRuns.GEMM);
              assertThat(one.what()).isEqualTo("12.0% slower");
              assertThat(one.reason()).isEqualTo("needed for correctness");
            });
  }

  @Test
  void slowCreepIsSeenAgainstTheOldestBaseline() throws IOException {
    written(new GateRuns(1).run());
    written(new GateRuns(2).day(1).factor(GateRuns.GEMM, 1.03).run());
    written(new GateRuns(3).day(2).factor(GateRuns.GEMM, 1.06).run());
    GateRun third = new GateRuns(4).day(3).factor(GateRuns.GEMM, 1.105).run();
    refused(ExitStatus.REGRESSION, "slow creep over several baselines: " + GateRuns.GEMM, third);
    assertThat(err()).contains("since 2027-01-01-0123456789ab", "8.0% is the most");
    written(third, "--accept", "a needed check");
    written(new GateRuns(5).day(4).factor(GateRuns.GEMM, 1.13).run());
    refused(
        ExitStatus.REGRESSION,
        "since 2027-01-04-0123456789ab",
        new GateRuns(6).day(5).factor(GateRuns.GEMM, 1.25).run());
  }

  @Test
  void creepThatTheReferenceSharesIsTheMachines() {
    written(new GateRuns(1).run());
    written(new GateRuns(2).day(1).factor(GateRuns.GEMM, 1.2).factor("control/stream", 1.2).run());
  }

  @Test
  void lostCellsAndOldRunsAreRefused() throws IOException {
    written(new GateRuns(1).day(1).run());
    refused(
        ExitStatus.BAD_INPUT,
        "cells of the last baseline would get lost: " + GateRuns.ROUTING,
        new GateRuns(1).day(2).without(GateRuns.ROUTING).run());
    refused(
        ExitStatus.BAD_INPUT,
        "was measured 2027-01-01T12:00:00Z, not after the baseline",
        new GateRuns(1).run());
    refused(ExitStatus.BAD_INPUT, "not after the baseline", new GateRuns(1).day(1).run());
    written(new GateRuns(1).day(2).without(GateRuns.ROUTING).run(), "--accept", "removed");
  }

  @Test
  void cellsInQuarantineAreLeftOut() throws IOException {
    written(new GateRuns(1).verdict(GateRuns.GEMM, Verdict.QUARANTINED).run());
    assertThat(BaselineFiles.read(files().get(0)).cells())
        .singleElement()
        .satisfies(cell -> assertThat(cell.id()).isEqualTo(GateRuns.ROUTING));
  }

  @Test
  void tenAreKeptAndAmongThemWhatCellsAreHeldAgainst() throws IOException {
    for (int day = 0; day < 12; day++) {
      written(new GateRuns(day).day(day).run());
    }
    assertThat(files().stream().map(file -> file.getFileName().toString().substring(8, 10)))
        .containsExactly("01", "04", "05", "06", "07", "08", "09", "10", "11", "12");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("removed: ", "2027-01-03-");
  }

  @Test
  void aDamagedBaselineStopsTheUpdate() throws IOException {
    written(new GateRuns(1).run());
    Path file = files().get(0);
    Files.writeString(file, Files.readString(file).replace("because", "by chance"));
    refused(ExitStatus.BAD_INPUT, "was edited or damaged", new GateRuns(2).day(1).run());
  }
}
