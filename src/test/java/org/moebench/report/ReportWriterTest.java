// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.UserError;
import org.moebench.result.ResultFiles;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.xml.sax.InputSource;

class ReportWriterTest {
  private static final String HOSTILE = "</td><script>alert(\"1 & 2\")</script>'";

  @TempDir Path folder;

  static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private String write(ResultSet set) throws IOException {
    ReportWriter.write(set, folder);
    return Files.readString(folder.resolve("index.html"));
  }

  @Test
  void theSameResultsGiveTheSameBytesAlsoFromTheFile() throws IOException {
    ResultSet set = ExampleRun.of(3);
    Path results = folder.resolve("results.json");
    ResultFiles.write(results, ResultFiles.toJson(set));
    ReportWriter.write(set, folder);
    Map<String, byte[]> first = files(folder);
    ReportWriter.write(ResultFiles.read(results), folder);
    Map<String, byte[]> second = files(folder);
    assertThat(second.keySet()).isEqualTo(first.keySet()).contains("index.html", "report.md");
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
    String html = write(ExampleRun.of(1));
    assertThat(html).doesNotContain("<script", "http://", "https://", "@import", "url(");
    Matcher sources = Pattern.compile("(?:src|srcset)=\"([^\"]{0,30})").matcher(html);
    List<String> seen = new ArrayList<>();
    while (sources.find()) {
      seen.add(sources.group(1));
    }
    assertThat(seen).isNotEmpty().allMatch(source -> source.startsWith("data:image/png;base64,"));
    parse(html);
  }

  @Test
  void everyLinkOfThePageExists() throws IOException {
    ResultFiles.write(folder.resolve("results.json"), ResultFiles.toJson(ExampleRun.of(1)));
    String html = write(ExampleRun.of(1));
    Matcher links = Pattern.compile("href=\"([^\"]+)\"").matcher(html);
    while (links.find()) {
      String target = links.group(1);
      if (target.startsWith("#")) {
        assertThat(html).contains("id=\"" + target.substring(1) + "\"");
      } else {
        assertThat(folder.resolve(target)).exists();
      }
    }
    assertThat(html).contains("href=\"results.json\"").doesNotContain("jmh.json");
  }

  @Test
  void hostileTextIsEscaped() throws Exception {
    ResultSet set =
        new RunBuilder()
            .workload(HOSTILE)
            .command("run " + HOSTILE)
            .cell("INT4_SYM", "grouped", 1, 90, 91)
            .without("INT4_SYM", "pad-skip", 16, Status.FAILED, HOSTILE)
            .without(HOSTILE, "grouped", 0, Status.FAILED, HOSTILE)
            .build();
    String html = write(set);
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
    parse(html);
    String outsideCode =
        Files.readString(folder.resolve("report.md")).replaceAll("(?s)```.*```", "");
    assertThat(outsideCode).contains("\\<script").doesNotContainPattern("(?<!\\\\)<script");
  }

  @Test
  void reasonsOfCellsWithoutATimeAreShown() throws IOException {
    assertThat(write(ExampleRun.of(1)))
        .contains("FAILED: row 3, column 17", "SKIPPED: needs 13.1 GiB");
  }

  @Test
  void chartsOfAnEarlierReportAreRemoved() throws IOException {
    write(ExampleRun.of(1));
    assertThat(folder.resolve("charts/sweep-fp8_e4m3.png")).exists();
    write(new RunBuilder().cell("INT4_SYM", "grouped", 1, 90, 91).build());
    assertThat(folder.resolve("charts/sweep-fp8_e4m3.png")).doesNotExist();
    assertThat(folder.resolve("charts/workload.svg")).exists();
  }

  @Test
  void emptyAndBrokenRunsStillGiveAPage() throws Exception {
    parse(write(new RunBuilder().counts(0, 0).build()));
    parse(write(new RunBuilder().cell("INT4_SYM", "per-expert", 1, 5).build()));
    RunBuilder odd = new RunBuilder().ceilings(Double.NaN, -1, 0);
    odd.cell("A_FORMAT_WITH_A_NAME_TOO_LONG_FOR_AN_AXIS", "per-expert", 3, 5, 5, 5);
    odd.cell("A_FORMAT_WITH_A_NAME_TOO_LONG_FOR_AN_AXIS", "grouped", 1, 5, 5, 5);
    odd.padded("A_FORMAT_WITH_A_NAME_TOO_LONG_FOR_AN_AXIS", "pad-skip", 1, 2, 9, 5, 5, 5);
    odd.part("pack", 1, 900);
    parse(write(odd.build()));
    assertThat(folder.resolve("charts/speed-up.png")).exists();
  }

  @Test
  void csvHoldsTheFiguresInFull() throws IOException {
    ResultSet set =
        new RunBuilder()
            .cell("INT4_SYM", "per-expert", 6, 100, 110)
            .cell("INT4_SYM", "grouped", 1, 50, 55)
            .without("INT4_SYM", "pad-skip", 64, Status.SKIPPED, "too \"big\", by far")
            .build();
    write(set);
    assertThat(Files.readAllLines(folder.resolve("data/speedups.csv")))
        .contains("INT4_SYM,per-expert,,1.0,,")
        .anyMatch(line -> line.startsWith("INT4_SYM,grouped,,2.000000"));
    assertThat(Files.readString(folder.resolve("data/cells.csv")))
        .contains(",64,SKIPPED,\"too \"\"big\"\", by far\",ms,,,");
    assertThat(Files.readAllLines(folder.resolve("data/samples.csv"))).hasSize(1 + 2 * 2 * 3);
    assertThat(Files.readAllLines(folder.resolve("data/workload.csv"))).contains("3,281");
  }

  @Test
  void anOperationWithoutAReportIsRefused() {
    ResultSet set = ExampleRun.of(1);
    ResultSet other =
        new ResultSet(
            set.schema(),
            set.createdAt(),
            set.command(),
            "imaginary",
            set.preset(),
            set.seed(),
            set.rounds(),
            set.roundsCompleted(),
            set.complete(),
            set.wallSeconds(),
            set.environment(),
            set.shape(),
            set.workload(),
            set.formats(),
            set.ceilings(),
            set.cells(),
            set.routers(),
            null);
    assertThatThrownBy(() -> ReportWriter.write(other, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("imaginary");
  }

  /** The page keeps to XHTML except for void elements, which are closed here. */
  static void parse(String html) throws Exception {
    String xml =
        html.replaceFirst("<!DOCTYPE html>", "")
            .replaceAll("(?s)<((?:meta|img|source)\\b[^>]*)>", "<$1/>");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
