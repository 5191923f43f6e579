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

class ModelReportTest {
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

  private static double[] flat(double time) {
    return new double[] {time, time, time};
  }

  @Test
  void thePageAnswersInTheOrderAReaderAsks() throws Exception {
    String text = write(ExampleModelRun.of(1));
    assertThat(text)
        .containsSubsequence(
            "## Verdict\n",
            "## Can I trust it?\n",
            "## Strategies\n",
            "## Published and realistic routing\n",
            "## Prefill step and decode steps\n",
            "## What binds\n",
            "## Stacks\n",
            "## Repeat it\n");
    assertThat(text)
        .contains("FAILED: layer 1, row 3, column 7", "SKIPPED: needs 20 GiB of heap")
        .contains("holds in 5 of 5 settings", "unified-tuned over always-prefill")
        .contains("./run-bench.sh model --preset quick", "come from seed 42.")
        .doesNotContain("NaN", "null", "Charts are missing", "different inputs");
    for (String stack : List.of("mixtral-tiny", "mixtral-small", "qwen3-30b-swiglu")) {
      assertThat(text).contains("](charts/speed-up-" + stack + ".png)");
      assertThat(folder.resolve("charts/speed-up-" + stack + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void theTerminalShowsTheSameInAHundredColumns() {
    String text = TerminalSummary.render(ExampleModelRun.of(1), false);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .contains("mixtral-tiny, published", "holds in 5 of 5 settings")
        .contains("read ceiling", "1 cell(s) failed", "fastest");
  }

  @Test
  void theSameResultsGiveTheSameBytesAlsoFromTheFile() throws IOException {
    ResultSet set =
        new ModelRunBuilder()
            .ceilings(18, 18.2, 17.9)
            .stack("mixtral-tiny", "two layers")
            .turns("always-prefill", flat(6), 0.5, 0.51, 0.49)
            .turns("unified-tuned", flat(3), 2, 2.01, 2.02)
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
        new ModelRunBuilder()
            .ceilings(20, 20, 20)
            .stack("mixtral-tiny", "two layers")
            .turns("always-prefill", flat(6), flat(0.5))
            .turns("unified-tuned", flat(5), flat(2))
            .without("unified-auto", Status.SKIPPED, "no \"heap\", none")
            .part("decode")
            .alone("always-decode", 5, 5, 5)
            .build());
    assertThat(csv("cells.csv"))
        .anyMatch(
            line ->
                line.contains(
                    "unified-tuned,mixtral-tiny,published,INT4_SYM,forward,PASSED,,ms,5.0"))
        .anyMatch(line -> line.contains(",SKIPPED,\"no \"\"heap\"\", none\",ms,,,"));
    assertThat(csv("speedups.csv"))
        .contains(
            "mixtral-tiny,published,INT4_SYM,forward,always-prefill,6.0,,,,2.0,2.0,2.0",
            "mixtral-tiny,published,INT4_SYM,forward,unified-tuned,5.0,2.0,2.0,2.0,,,",
            "mixtral-tiny,published,INT4_SYM,decode,always-decode,5.0,,,,,,");
    assertThat(csv("rates.csv").get(1))
        .startsWith("mixtral-tiny,published,INT4_SYM,forward,always-prefill,50000000,8.3");
    assertThat(csv("verdicts.csv").get(1))
        .startsWith(
            "mixtral-tiny,published,INT4_SYM,true,unified-tuned,,always-prefill,0.5,0.5,0.5,holds");
    assertThat(csv("stacks.csv").get(1)).startsWith("mixtral-tiny,mixtral-tiny,https:");
    assertThat(csv("forks.csv").get(1)).endsWith(",unified-tuned,0.5");
  }

  @Test
  void hostileTextIsEscaped() throws Exception {
    ResultSet set =
        new ModelRunBuilder()
            .command("run " + HOSTILE)
            .stack(HOSTILE, HOSTILE)
            .format(HOSTILE)
            .routing(HOSTILE)
            .turns("always-prefill", flat(90), flat(0.5))
            .turns(HOSTILE, flat(50), flat(0.9))
            .without("unified-auto", Status.FAILED, HOSTILE)
            .part(HOSTILE)
            .alone("unified-tuned", 1, 2, 3)
            .build();
    String outsideCode = write(set).replaceAll("(?s)```.*```", "");
    assertThat(outsideCode).contains("\\<script").doesNotContainPattern("(?<!\\\\)<script");
    assertThat(Files.readString(folder.resolve("index.html")).indexOf("<script")).isNegative();
    assertThat(ReportWriterTest.files(folder).keySet())
        .anyMatch(name -> name.startsWith("charts/speed-up-"))
        .allMatch(name -> name.matches("[A-Za-z0-9./-]+"));
  }

  @Test
  void aStoppedRunOfOneRoundHasNoIntervalsAndNoVerdict() throws Exception {
    String text =
        write(
            new ModelRunBuilder()
                .rounds(2)
                .stopped()
                .ceilings(18)
                .turns("always-prefill", new double[] {6}, 0.5)
                .turns("unified-tuned", new double[] {3}, 2)
                .of("deepseek-tiny")
                .alone("unified-auto", 3)
                .build());
    assertThat(text)
        .contains("stopped early", "1 completed round")
        .contains("cannot tell the strategies apart", "only unified-auto was timed")
        .contains("(cannot tell whether within 3% of the best)")
        .contains("No stack was measured under both", "Neither was measured alone")
        .doesNotContain("NaN", "null");
  }

  @Test
  void brokenRunsStillGiveAPage() throws Exception {
    assertThat(write(new ModelRunBuilder().build()))
        .contains("there is no verdict", "No forward pass was planned", "No cell was timed");
    assertThat(
            write(
                new ModelRunBuilder().without("unified-tuned", Status.FAILED, "fork died").build()))
        .contains("no figures", "FAILED: fork died");
    String alone = write(new ModelRunBuilder().bare().alone("unified-auto", 5, 6, 7).build());
    assertThat(alone)
        .contains("only unified-auto was timed", "there is no ratio")
        .doesNotContain("NaN", "null");
    String parts =
        write(new ModelRunBuilder().part("decode").alone("always-decode", 5, 6, 7).build());
    assertThat(parts).contains("there is no verdict", "should be as fast as always-prefill");
    assertThat(write(odd())).contains("no usable time").doesNotContain("NaN");
  }

  /** Unknown parameters, no forks, figures that are no numbers, and names that are too long. */
  private static ResultSet odd() {
    CellResult none =
        CellResult.without("x", "model", "unified-auto", null, null, null, Status.PASSED, null);
    CellResult nan =
        new CellResult(
            "model/odd",
            "model",
            "always-prefill",
            "INT4_SYM",
            "mixtral-tiny",
            Map.of("routing", "published"),
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
    return new ModelRunBuilder()
        .ceilings(Double.NaN, -1, 0)
        .add(none)
        .add(nan)
        .turns("unified-auto", flat(5), 0, Double.NaN, -1)
        .turns("unified-tuned", flat(5), flat(1))
        .of("a-stack-with-a-name-far-too-long-for-any-axis")
        .turns("always-prefill", flat(5), flat(1))
        .turns("a-strategy-with-a-name-far-too-long-for-any-axis", flat(5), flat(1))
        .turns("another-strategy-with-a-name-far-too-long-for-any-axis", flat(5), flat(1))
        .build();
  }
}
