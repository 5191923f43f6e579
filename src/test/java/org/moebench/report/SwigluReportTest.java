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
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultFiles;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

class SwigluReportTest {
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
    String text = write(ExampleSwigluRun.of(1));
    assertThat(text)
        .containsSubsequence(
            "## Verdict\n",
            "## Can I trust it?\n",
            "## Fused against unfused\n",
            "## Beside the published figures\n",
            "## What binds\n",
            "## Sorting slots by expert\n",
            "## Memory\n",
            "## The whole layer\n",
            "## Sharding\n",
            "## Models\n",
            "## Repeat it\n");
    assertThat(text)
        .contains("FAILED: slot 17, column 3", "SKIPPED: needs 20 GiB of heap")
        .contains("each interval lies below it", "never beyond noise, in ")
        .contains("SKIPPED: not in quick", "workers of all ranks shared 2 processors")
        .contains("./run-bench.sh swiglu --preset quick", "come from seed 42.")
        .doesNotContain("NaN", "null", "Charts are missing");
    for (String chart : List.of("ratio-deepseek-v4-flash-fused", "bandwidth-deepseek-v4-flash")) {
      assertThat(text).contains("](charts/" + chart + ".png)");
      assertThat(folder.resolve("charts/" + chart + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void theTerminalShowsTheSameInAHundredColumns() {
    String text = TerminalSummary.render(ExampleSwigluRun.of(1), false);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .contains("use fused or fused-interleaved up to B=8")
        .contains("empty launch", "2.3", "read ceiling", "1 cell(s) failed");
  }

  @Test
  void theSameResultsGiveTheSameBytesAlsoFromTheFile() throws IOException {
    ResultSet set =
        new SwigluRunBuilder()
            .ceilings(18, 18.2, 17.9)
            .model("olmoe", "OLMoE")
            .cell("unfused", 1, 500, 505, 495)
            .cell("fused", 1, 450, 455, 445)
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
        new SwigluRunBuilder()
            .ceilings(20, 20, 20)
            .model("deepseek-v4-flash", "DeepSeek-V4-Flash")
            .cell("unfused", 1, 1000, 1100, 1050)
            .cell("fused", 1, 500, 550, 525)
            .launch(2, 2, 2)
            .without("fused-interleaved", 1, Status.SKIPPED, "no \"heap\", none")
            .build());
    assertThat(csv("cells.csv"))
        .anyMatch(line -> line.contains("fused,deepseek-v4-flash,INT4_SYM,1,8,,2,PASSED,,ms,0.525"))
        .anyMatch(line -> line.contains(",SKIPPED,\"no \"\"heap\"\", none\",ms,,,"))
        .anyMatch(line -> line.startsWith("parts/") && line.contains(",launch,,,,,,2,PASSED"));
    assertThat(csv("ratios.csv").get(1))
        .startsWith("deepseek-v4-flash,INT4_SYM,8,2,1,fused,2.0")
        .contains(",2,49152,262.5");
    assertThat(csv("published.csv").get(1)).contains("1,34.2,34.6,1.01", ",INT4_SYM,fused,2.0");
    assertThat(csv("bandwidth.csv").get(1)).contains(",1,unfused,6000000,5.71");
    assertThat(csv("memory.csv").get(2)).contains("fused,256000000,1.0,");
    assertThat(csv("verdicts.csv").get(1)).contains(",true,fused,,fused,2.0").contains(",faster,");
    assertThat(csv("models.csv").get(1)).startsWith("deepseek-v4-flash,DeepSeek-V4-Flash,https:");
    assertThat(csv("forks.csv").get(1)).endsWith(",256000000,,");
  }

  @Test
  void hostileTextIsEscaped() throws Exception {
    ResultSet set =
        new SwigluRunBuilder()
            .command("run " + HOSTILE)
            .model(HOSTILE, HOSTILE)
            .format(HOSTILE)
            .cell("unfused", 1, 90, 91, 92)
            .cell(HOSTILE, 1, 70, 71, 72)
            .without(HOSTILE, 8, Status.FAILED, HOSTILE)
            .build();
    String outsideCode = write(set).replaceAll("(?s)```.*```", "");
    assertThat(outsideCode).contains("\\<script").doesNotContainPattern("(?<!\\\\)<script");
    assertThat(Files.readString(folder.resolve("index.html")).indexOf("<script")).isNegative();
    assertThat(ReportWriterTest.files(folder).keySet())
        .anyMatch(name -> name.startsWith("charts/ratio-"))
        .allMatch(name -> name.matches("[A-Za-z0-9./-]+"));
  }

  @Test
  void aStoppedRunOfOneRoundHasNoIntervalsAndNoVerdict() throws Exception {
    String text =
        write(
            new SwigluRunBuilder()
                .rounds(2)
                .stopped()
                .ceilings(18)
                .cell("unfused", 1, 500)
                .cell("fused", 1, 450)
                .cell("unfused", 3, 900)
                .build());
    assertThat(text)
        .contains("stopped early", "1 completed round")
        .contains("cannot tell whether fusing pays at B=1; only unfused was timed at B=3")
        .contains("No whole layer was measured", "No sharded layer was measured")
        .doesNotContain("NaN", "null");
  }

  @Test
  void brokenRunsStillGiveAPage() throws Exception {
    assertThat(write(new SwigluRunBuilder().build())).contains("there is no verdict");
    assertThat(
            write(new SwigluRunBuilder().without("fused", 1, Status.FAILED, "fork died").build()))
        .contains("no figures", "FAILED: fork died");
    String alone =
        write(new SwigluRunBuilder().of("qwen").bare().cell("fused", 8, 5, 6, 7).build());
    assertThat(alone)
        .contains("only fused was timed at B=8", "No variant was timed beside unfused")
        .contains("This run has no ratio to set beside them", "No fork says how many bytes")
        .doesNotContain("NaN", "null");
    String partial =
        write(
            new SwigluRunBuilder()
                .layer("fused", 1, 5, 6, 7)
                .sharded("fused", 1, 2, 5, 6, 7)
                .build());
    assertThat(partial)
        .contains("there is no verdict", "Rest is the share", "Gate and up are split");
    assertThat(write(odd())).contains("no usable time").doesNotContain("NaN");
  }

  /** Unknown parameters, no forks, figures that are no numbers, and a name that is too long. */
  private static ResultSet odd() {
    CellResult none =
        CellResult.without("x", "swiglu", "unfused", null, null, null, Status.PASSED, null);
    CellResult nan =
        new CellResult(
            "swiglu/odd",
            "swiglu",
            "fused",
            "INT4_SYM",
            "deepseek-v4-flash",
            Map.of("model", "deepseek-v4-flash", "concurrency", "8", "workers", "x"),
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
            List.of(new ForkSample(0, 0, List.of(), Double.NaN, null, Double.NaN, null)));
    return new SwigluRunBuilder()
        .ceilings(Double.NaN, -1, 0)
        .add(none)
        .add(nan)
        .cell("unfused", 8, 5000, 5000, 5000)
        .format("a-format-with-a-name-far-too-long-for-any-axis")
        .cell("unfused", 1_000_000, 5000, 5000, 5000)
        .cell("a-variant-with-a-name-far-too-long-for-any-axis", 1_000_000, 5000, 5000, 5000)
        .of("a-model-with-a-name-far-too-long-for-any-axis")
        .workers(3)
        .threshold(64)
        .cell("unfused", 1, 5000, 5000, 5000)
        .build();
  }
}
