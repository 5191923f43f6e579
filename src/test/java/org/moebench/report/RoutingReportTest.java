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

class RoutingReportTest {
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
    String text = write(ExampleRoutingRun.of(1));
    assertThat(text)
        .containsSubsequence(
            "## Verdict\n",
            "## Can I trust it?\n",
            "## Results\n",
            "## Time per token\n",
            "## Speed-up over staged\n",
            "## More workers\n",
            "## Beside the published figures\n",
            "## Sorting by expert\n",
            "## Routers\n",
            "## Repeat it\n");
    assertThat(text)
        .contains("FAILED: token 17, slot 3", "SKIPPED: needs 256-bit vectors")
        .contains("./run-bench.sh routing --preset quick", "come from seed 42.");
  }

  @Test
  void theTerminalShowsTheSameInAHundredColumns() {
    String text = TerminalSummary.render(ExampleRoutingRun.of(1), false);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .contains("vector-batched is fastest from T=8 on", "one-thread FMA ceiling")
        .contains("0 bytes in every cell", "1 cell(s) failed");
  }

  @Test
  void everyKindOfChartIsDrawn() throws Exception {
    String text = write(ExampleRoutingRun.of(1));
    for (String chart :
        List.of("time-deepseek-v3", "speed-up-qwen3-30b-a3b", "scaling-deepseek-v3-2-workers")) {
      assertThat(text).contains("](charts/" + chart + ".png)");
      assertThat(folder.resolve("charts/" + chart + ".png")).isNotEmptyFile();
      assertThat(folder.resolve("charts/" + chart + ".svg")).isNotEmptyFile();
    }
    assertThat(text).doesNotContain("Charts are missing");
  }

  @Test
  void theSameResultsGiveTheSameBytesAlsoFromTheFile() throws IOException {
    ResultSet set = ExampleRoutingRun.of(3);
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
        new RoutingRunBuilder()
            .ceilings(270, 271, 272)
            .cell("staged", 32, 4000, 4400, 4200)
            .cell("scalar", 32, 2000, 2200, 2100)
            .workers(2)
            .cell("scalar", 32, 1250, 1375, 1312.5)
            .workers(1)
            .sort(32, 100, 110, 105)
            .without("vector", 32, Status.SKIPPED, "no \"vectors\", none")
            .build());
    assertThat(csv("cells.csv"))
        .anyMatch(
            line ->
                line.startsWith(
                    "routing/deepseek-v3/scalar/T32,routing,scalar,deepseek-v3,fp32,32,1,PASSED"))
        .anyMatch(line -> line.contains(",SKIPPED,\"no \"\"vectors\"\", none\",ms,,,"));
    assertThat(csv("forks.csv")).hasSize(1 + 4 * 3);
    assertThat(csv("forks.csv").get(1))
        .startsWith("routing/deepseek-v3/staged/T32,0,0,0.128,0.003,1,8,512,0,0.001,")
        .endsWith(",c0ffee,256,256,0.5,,0,,,,");
    assertThat(csv("samples.csv")).hasSize(1 + 4 * 3 * 3);
    assertThat(figure(csv("speedups.csv"), "deepseek-v3,fp32,1,32,scalar,")).isEqualTo(2);
    assertThat(figure(csv("scaling.csv"), "deepseek-v3,fp32,32,scalar,2,")).isEqualTo(1.6);
    assertThat(csv("sort.csv").get(1)).startsWith("deepseek-v3,32,1,105.0").contains(",scalar,");
    assertThat(csv("published.csv").get(2))
        .startsWith("0,32,103.53,17.94,5.77")
        .contains(",deepseek-v3,134.4,scalar,67.2");
    assertThat(csv("ceilings.csv")).contains("2,fma,GFLOP/s,272.0");
    assertThat(csv("verdicts.csv").get(1)).startsWith("deepseek-v3,fp32,1,32,true,scalar,,");
  }

  /** The number after a prefix, to nine digits. */
  private static double figure(List<String> lines, String prefix) {
    String line = lines.stream().filter(text -> text.startsWith(prefix)).findFirst().orElseThrow();
    double value = Double.parseDouble(line.substring(prefix.length()).split(",")[0]);
    return Math.rint(value * 1e9) / 1e9;
  }

  @Test
  void hostileTextIsEscaped() throws Exception {
    ResultSet set =
        new RoutingRunBuilder()
            .command("run " + HOSTILE)
            .router(HOSTILE, 0, HOSTILE)
            .cell("staged", 1, 90, 91)
            .cell(HOSTILE, 1, 70, 71)
            .cell("staged", 8, 90, 91)
            .without(HOSTILE, 8, Status.FAILED, HOSTILE)
            .build();
    String outsideCode = write(set).replaceAll("(?s)```.*```", "");
    assertThat(outsideCode).contains("\\<script").doesNotContainPattern("(?<!\\\\)<script");
    assertThat(Files.readString(folder.resolve("index.html")).indexOf("<script")).isNegative();
    assertThat(ReportWriterTest.files(folder).keySet())
        .anyMatch(name -> name.startsWith("charts/time-"))
        .allMatch(name -> name.matches("[A-Za-z0-9./-]+"));
  }

  @Test
  void aStoppedRunOfOneRoundHasNoIntervalsAndNoVerdict() throws Exception {
    String text =
        write(
            new RoutingRunBuilder()
                .rounds(2)
                .stopped()
                .ceilings(270)
                .cell("staged", 1, 7000)
                .cell("scalar", 1, 2000)
                .cell("staged", 256, 5000)
                .build());
    assertThat(text)
        .contains("stopped early", "1 completed round")
        .contains("cannot tell at T=1: scalar or staged", "only staged was timed at T=256")
        .doesNotContain("NaN", "null");
  }

  @Test
  void brokenRunsStillGiveAPage() throws Exception {
    assertThat(write(new RoutingRunBuilder().build())).contains("there is no verdict");
    assertThat(
            write(new RoutingRunBuilder().without("staged", 1, Status.FAILED, "fork died").build()))
        .contains("no figures", "FAILED: fork died");
    String alone = write(new RoutingRunBuilder().of("qwen").cell("scalar", 8, 5, 6, 7).build());
    assertThat(alone).contains("only scalar was timed at T=8").doesNotContain("NaN", "null");
    assertThat(write(odd())).contains("no usable time").doesNotContain("NaN");
  }

  /** Unknown parameters, no forks, figures that are no numbers, equal times, and a long name. */
  private static ResultSet odd() {
    CellResult none =
        CellResult.without("x", "routing", "staged", null, null, null, Status.PASSED, null);
    CellResult nan =
        new CellResult(
            "routing/odd",
            "routing",
            "vector",
            null,
            "deepseek-v3",
            Map.of("router", "deepseek-v3", "tokens", "8", "workers", "0"),
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
    return new RoutingRunBuilder()
        .ceilings(Double.NaN, -1, 0)
        .allocated(null)
        .nearTies(null)
        .add(none)
        .add(nan)
        .cell("staged", 8, 5000, 5000, 5000)
        .cell("scalar", 8, 5000, 5000, 5000)
        .cell("staged", 3, 5000, 5000, 5000)
        .cell("a-variant-with-a-name-far-too-long-for-any-axis", 1_000_000, 5000, 5000)
        .of("a-router-with-a-name-far-too-long-for-any-axis")
        .workers(3)
        .cell("scalar", 1, 5000, 5000, 5000)
        .build();
  }

  @Test
  void resultsWithoutTheFieldsOfRoutingAreStillRead() {
    ResultSet old = ResultFiles.read(Path.of("reports/samples/prefill-full/results.json"));
    assertThat(old.routers()).isNull();
    assertThat(old.cells().get(0).forks()).isNotEmpty();
    assertThat(old.cells().get(0).forks().get(0).allocatedBytes()).isNull();
    assertThat(old.cells().get(0).forks().get(0).report().nearTies()).isNull();
  }
}
