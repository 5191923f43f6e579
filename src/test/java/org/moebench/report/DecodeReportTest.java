// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.result.Beside;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultFiles;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

class DecodeReportTest {
  private static final String HOSTILE = "</td><script>alert(\"1 & 2\")</script>'";

  @TempDir Path folder;

  /** Writes the report, parses its page, and gives its Markdown, which says the same. */
  private String write(ResultSet set) throws Exception {
    ReportWriter.write(set, folder);
    ReportWriterTest.parse(Files.readString(folder.resolve("index.html")));
    assertThat(TerminalSummary.render(set, false)).contains("Verdict", "Can I trust it?");
    return Files.readString(folder.resolve("report.md"));
  }

  private List<String> csv(String name) throws IOException {
    return Files.readAllLines(folder.resolve("data/" + name));
  }

  @Test
  void thePageAnswersInTheOrderAReaderAsks() throws Exception {
    String text = write(ExampleDecodeRun.of(1));
    assertThat(text)
        .containsSubsequence(
            "## Verdict\n",
            "## Can I trust it?\n",
            "## Bandwidth of weights\n",
            "## Where the kernels meet\n",
            "## Tuned thresholds\n",
            "## Decode workloads\n",
            "## What dispatching costs\n",
            "## What the workspace cache is worth\n",
            "## Repeat it\n");
    assertThat(text)
        .contains("FAILED: row 3, column 7", "SKIPPED: needs 20 GiB")
        .contains("./run-bench.sh decode --preset quick", "come from seed 42.")
        .doesNotContain("NaN", "null", "Charts are missing", "numbers of workers");
    for (String chart : List.of("bandwidth-3072x1536", "crossover-int4-sym-3072x1536", "traces")) {
      assertThat(text).contains("](charts/" + chart + ".png)");
      assertThat(folder.resolve("charts/" + chart + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void theTerminalShowsTheSameInAHundredColumns() {
    String text = TerminalSummary.render(ExampleDecodeRun.of(1), false);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .contains("decode kernel up to", "8-bit codes, 1 row: ≥ 78% of read ceiling")
        .contains("dispatching", "workspace cache", "read ceiling", "1 cell(s) failed");
  }

  @Test
  void aTuningRunHasTheKernelsOnly() throws Exception {
    ResultSet set =
        new DecodeRunBuilder()
            .tune()
            .ceilings(18, 18.2, 17.9)
            .rows(1, 2, 1, 1, 1)
            .rows(4, 0.5, 1, 1, 1)
            .shape(768, 2048)
            .rows(1, 2, 1, 1, 1)
            .rows(4, 0.9, 1, 1, 1)
            .build();
    assertThat(write(set))
        .contains("INT8\\_SYM 3072x1536", "INT8\\_SYM 768x2048", "./run-bench.sh tune")
        .contains("](charts/crossover-int8-sym-768x2048.png)")
        .doesNotContain("## Decode workloads", "## What dispatching costs", "workspace");
    assertThat(csv("crossovers.csv"))
        .anyMatch(line -> line.startsWith("INT8_SYM,3072,1536,2,"))
        .anyMatch(line -> line.startsWith("INT8_SYM,768,2048,3,"));
  }

  @Test
  void theSameResultsGiveTheSameBytesAlsoFromTheFile() throws IOException {
    ResultSet set =
        new DecodeRunBuilder()
            .ceilings(18, 18.2, 17.9)
            .rows(1, 3, 0.5, 0.51, 0.52)
            .rows(16, 0.9, 1.5, 1.52, 1.51)
            .trace("olmoe-decode", "8", "unified-tuned", "always-prefill", 3, 1, 1.1, 1)
            .build();
    Path results = folder.resolve("results.json");
    ResultFiles.write(results, ResultFiles.toJson(set));
    ReportWriter.write(set, folder);
    Map<String, byte[]> first = ReportWriterTest.files(folder);
    ReportWriter.write(ResultFiles.read(results), folder);
    Map<String, byte[]> second = ReportWriterTest.files(folder);
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void csvHoldsTheFiguresInFull() throws Exception {
    write(
        new DecodeRunBuilder()
            .ceilings(10, 10, 10)
            .rows(1, 4, 1, 1, 1)
            .rows(8, 0.5, 2, 2, 2)
            .without(16, Status.SKIPPED, "no \"heap\", none")
            .trace("olmoe-decode", "8", "unified-tuned", "always-prefill", 3, 1, 1, 1)
            .dispatch("plan", 64, 500, 500, 500)
            .workspace(1.25, 1, 1, 1)
            .build());
    assertThat(csv("bandwidth.csv").get(1))
        .startsWith("INT8_SYM,3072,1536,1,8.0,8000000,1.0,1.0,1.0,8.0,0.8,0.8,0.8,");
    assertThat(csv("rows.csv"))
        .anyMatch(line -> line.startsWith("INT8_SYM,3072,1536,8,decode,2.0,2.0,2.0,0.5"))
        .anyMatch(line -> line.startsWith("INT8_SYM,3072,1536,8,prefill,1.0,"));
    assertThat(csv("crossovers.csv").get(1)).startsWith("INT8_SYM,3072,1536,4,4.0,4.0,8,16,4,");
    assertThat(csv("traces.csv").get(1))
        .startsWith("olmoe-decode,8,INT8_SYM,3072,1536,128,unified-tuned,8.0,1.0,8000000,1.0,")
        .contains(",8.0,0.8,3.0");
    assertThat(csv("dispatch.csv").get(1)).startsWith("64,128,plan,500.0");
    assertThat(csv("workspace.csv").get(1)).startsWith("INT8_SYM,3072,1536,1,1.0,1.25,1.25");
    assertThat(csv("cells.csv"))
        .anyMatch(line -> line.contains("distinct,INT8_SYM,3072,1536,,8,8,,PASSED"))
        .anyMatch(line -> line.contains(",SKIPPED,\"no \"\"heap\"\", none\",ms,,,"))
        .anyMatch(line -> line.startsWith("dispatch/plan/E64,dispatch,plan,,,,,64,128,"));
  }

  @Test
  void hostileTextIsEscaped() throws Exception {
    ResultSet set =
        new DecodeRunBuilder()
            .command("run " + HOSTILE)
            .format(HOSTILE)
            .rows(1, 2, 1, 1, 1)
            .rows(2, 0.5, 1, 1, 1)
            .without(4, Status.FAILED, HOSTILE)
            .trace(HOSTILE, HOSTILE, HOSTILE, "always-prefill", 2, 1, 1, 1)
            .dispatch(HOSTILE, 8, 5)
            .build();
    String outsideCode = write(set).replaceAll("(?s)```.*```", "");
    assertThat(outsideCode).contains("\\<script").doesNotContainPattern("(?<!\\\\)<script");
    assertThat(Files.readString(folder.resolve("index.html")).indexOf("<script")).isNegative();
    assertThat(ReportWriterTest.files(folder).keySet())
        .anyMatch(name -> name.startsWith("charts/crossover-"))
        .allMatch(name -> name.matches("[A-Za-z0-9./-]+"));
  }

  @Test
  void aStoppedRunOfOneRoundHasNoIntervalsAndNoVerdict() throws Exception {
    String text =
        write(
            new DecodeRunBuilder()
                .rounds(2)
                .stopped()
                .ceilings(10)
                .rows(1, 3, 1)
                .rows(4, 0.8, 1.2)
                .without(8, Status.SKIPPED, "the run was stopped before it")
                .trace("olmoe-decode", "1", "unified-tuned", "always-prefill", 3, 1)
                .build());
    assertThat(text)
        .contains("stopped early", "1 completed round")
        .contains("decode kernel up to 3 rows", "INT8\\_SYM 80.0% cannot tell")
        .contains("Without a time: 8 rows.", "no strategy is fastest beyond noise")
        .doesNotContain("NaN", "null", "Charts are missing");
  }

  @Test
  void aRunWithoutFiguresSaysSo() throws Exception {
    assertThat(write(new DecodeRunBuilder().stopped().build()))
        .contains("The run holds no cell of the decode kernel", "read ceiling was not measured")
        .doesNotContain("NaN", "null");
    assertThat(write(new DecodeRunBuilder().without(1, Status.FAILED, "died").build()))
        .contains("no figures", "FAILED: died")
        .doesNotContain("NaN", "null");
  }

  @Test
  void oddCellsAreShownForWhatTheyAre() throws Exception {
    assertThat(write(odd())).doesNotContain("NaN", "null", "Charts are missing");
  }

  /** Cells of other suites or with things missing. */
  private static ResultSet odd() {
    CellResult none =
        CellResult.without("x", "decode", "always-decode", null, null, null, Status.PASSED, null);
    Beside broken = new Beside("always-prefill", List.of(), Double.NaN);
    CellResult nan =
        new CellResult(
            "decode/odd",
            "decode",
            "always-decode",
            "INT4_SYM",
            "distinct",
            Map.of("rows", "x", "active", "", "n", "-1"),
            Status.PASSED,
            null,
            "ms",
            0.02,
            Double.NaN,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(new ForkSample(0, 0, List.of(), Double.NaN, null, Double.NaN, broken)));
    String longName = "a-name-far-too-long-for-any-axis-of-any-chart";
    return new DecodeRunBuilder()
        .ceilings(Double.NaN, -1, 0)
        .add(none)
        .add(nan)
        .rowsAlone(1, 5, 5, 5)
        .rows(1, 2, 5, 5, 5)
        .format(longName)
        .rows(1, 2, 5, 5, 5)
        .rows(1_000_000, 2, 5, 5, 5)
        .trace(longName, longName, longName, null, 1, 5, 5, 5)
        .trace(longName, longName, "unified-tuned", "always-prefill", 3, 5, 5, 5)
        .trace(longName, "1", "unified-tuned", "always-prefill", 3, 5, 5, 5)
        .dispatch(longName, 0, 5, 5, 5)
        .workspace(Double.NaN, 5, 5, 5)
        .build();
  }
}
