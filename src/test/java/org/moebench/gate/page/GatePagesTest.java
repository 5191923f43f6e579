// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class GatePagesTest {
  private static final String HOSTILE = "gemm/</td><b>|\"1 & 2\"'`\n::error::%,\u0001]]>";

  @TempDir Path folder;

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        files.put(
            folder.relativize(file).toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  private Element junit() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("junit.xml").toFile());
    return xml.getDocumentElement();
  }

  private static String ci(GateRun run, Path folder, Map<String, String> env) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GatePages.write(run, folder, new PrintStream(out, true, StandardCharsets.UTF_8), env);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFixtureHasEveryVerdict() {
    List<Verdict> found =
        GateRunBuilder.everyVerdict().build().judgement().cells().stream()
            .map(CellJudgement::verdict)
            .toList();
    assertThat(found).contains(Verdict.values());
  }

  @Test
  void everyOutputIsWrittenAndTellsTheVerdicts() throws Exception {
    GateRun run = GateRunBuilder.everyVerdict().build();
    GatePages.write(run, folder);
    for (String file : List.of("index.html", "gate.md")) {
      assertThat(text(file))
          .contains("Verdict", "▲ REGRESSION", "12.9% slower", "? UNRESOLVED", "could have seen")
          .contains("exit status 3", "Geometric mean", "controls")
          .contains("2× stolen processor time above 2%", "does not fit --budget 10m");
    }
    assertThat(text("index.html")).contains("--only &#39;gemm/INT4_SYM/vector-direct/1&#39;");
    assertThat(text("index.html").indexOf("▲ REGRESSION"))
        .isLessThan(text("index.html").indexOf("~ PASS"));
    assertThat(text("gate.txt")).startsWith("3 WRONG_RESULT REGRESSION: gemm").hasLineCount(1);
    assertThat(text("gate.csv").lines()).hasSize(1 + run.pairs().size());
    assertThat(text("data/iterations.csv").lines()).hasSize(1 + 10 * run.pairs().size());
    assertThat(text("data/cells.csv")).contains("gemm/FP32/scalar/64,MISSING,false,,,,,");
    for (String chart : List.of("changes", "course")) {
      assertThat(text("charts/" + chart + ".svg")).contains("<svg").hasSizeGreaterThan(2_000);
      assertThat(Files.size(folder.resolve("charts/" + chart + ".png"))).isGreaterThan(2_000);
    }
  }

  @Test
  void theSameRunGivesTheSameBytesAlsoFromTheFile() throws IOException {
    GateRun run = GateRunBuilder.everyVerdict().build();
    Path file = folder.resolve(GateFiles.NAME);
    GateFiles.write(file, run);
    GatePages.write(run, folder);
    Map<String, String> first = files();
    GatePages.write(GateFiles.read(file), folder);
    assertThat(files()).isEqualTo(first);
  }

  @Test
  void junitCountsWhatFailedAndWhatWasSkipped() throws Exception {
    GateRun run = GateRunBuilder.everyVerdict().build();
    GatePages.write(run, folder);
    Element suite = junit();
    assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(run.cells().size() + 1));
    assertThat(suite.getElementsByTagName("testcase").getLength())
        .isEqualTo(run.cells().size() + 1);
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    int skipped = suite.getElementsByTagName("skipped").getLength();
    assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(skipped)).isEqualTo("6");
  }

  @Test
  void junitFailsWithTheExitStatusThoughNoCellDoes() throws Exception {
    GatePages.write(
        GateRunBuilder.green().outcome(ExitStatus.UNRESOLVED, "gate is blind").build(), folder);
    assertThat(junit().getAttribute("failures")).isEqualTo("1");
    GatePages.write(
        GateRunBuilder.green().outcome(ExitStatus.UNFIT_MACHINE, "busy").build(), folder);
    assertThat(junit().getAttribute("failures")).isEqualTo("0");
    assertThat(junit().getAttribute("skipped")).isEqualTo("1");
  }

  @Test
  void aHostileIdIsHarmlessEverywhere() throws Exception {
    GateRun run =
        GateRunBuilder.green()
            .cell(HOSTILE, 10, 0.2, 0.004)
            .outcome(ExitStatus.REGRESSION, "REGRESSION: " + HOSTILE)
            .build();
    Path summary = folder.resolve("summary.md");
    Map<String, String> env =
        Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
    String annotations = ci(run, folder, env);
    assertThat(annotations.lines()).hasSize(1);
    assertThat(annotations)
        .startsWith("::error file=src/jmh/java/")
        .contains("%3A%3Aerror%3A%3A%25%2C");
    assertThat(text("index.html")).doesNotContain("<b>|").contains("&lt;b&gt;|");
    assertThat(text("gate.md")).doesNotContain("<b>").contains("\\<b\\>\\|");
    assertThat(text("summary.md")).doesNotContain("<b>").contains("\\<b\\>\\|");
    assertThat(text("gate.txt")).hasLineCount(1).doesNotContain("\u0001");
    assertThat(text("gate.csv"))
        .contains("\"gemm/</td><b>|\"\"1 & 2\"\"'`\n::error::%,\u0001]]>\"");
    assertThat(junit().getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(GateTerminal.render(run, false)).doesNotContain("\u0001");
  }

  @Test
  void aGreenRunIsSummarisedToo() throws IOException {
    Path summary = folder.resolve("summary.md");
    Files.writeString(summary, "earlier\n");
    String out =
        ci(
            GateRunBuilder.green().build(),
            folder,
            Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
    assertThat(out).isEmpty();
    assertThat(text("summary.md"))
        .startsWith("earlier\n# PASS: 2 pass")
        .contains("<details>", "Example CPU");
  }

  @Test
  void aSummaryIsCutBeforeTheRunnerDropsIt() {
    Changes changes = new Changes(GateRunBuilder.everyVerdict().build());
    String whole = StepSummary.of(changes, 1_000_000);
    String cut = StepSummary.of(changes, 2_000);
    assertThat(whole).contains("</details>");
    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2_000);
    assertThat(cut).contains("3 WRONG", "Cut off here").doesNotContain("<details>");
    assertThat(StepSummary.of(changes, 10)).isEmpty();
  }

  @Test
  void thereAreAtMostTenAnnotationsOfAKind() {
    GateRunBuilder builder = GateRunBuilder.green().outcome(ExitStatus.WRONG_RESULT, "errors");
    IntStream.range(0, 12).forEach(i -> builder.failed("gemm/x/" + i, Verdict.ERROR, "failed"));
    String out = ci(builder.build(), folder, Map.of("GITHUB_ACTIONS", "true"));
    assertThat(out.lines()).hasSize(10).allMatch(line -> line.startsWith("::error "));
    assertThat(out).contains("and 3 more");
  }

  @Test
  void aMovedControlExplainsItselfAndBlamesNoCell() throws IOException {
    GateRun run =
        new GateRunBuilder()
            .controls(0.08)
            .cell("gemm/a/1", 10, 0.2, 0.004)
            .outcome(ExitStatus.UNFIT_MACHINE, "CONTAMINATED")
            .build();
    assertThat(run.judgement().state()).isEqualTo(Judgement.State.CONTAMINATED);
    String out = ci(run, folder, Map.of("GITHUB_ACTIONS", "true"));
    assertThat(out).startsWith("::warning title=gate::CONTAMINATED").hasLineCount(1);
    assertThat(text("gate.md"))
        .contains("CONTAMINATED: control control/fma", "run it again", "exit status 75")
        .doesNotContain("What could not be told");
  }

  @Test
  void aStoppedAndAnEmptyRunHaveTheirPages() throws IOException {
    GatePages.write(
        GateRunBuilder.green().stopped().outcome(ExitStatus.INTERRUPTED, "stopped").build(),
        folder);
    assertThat(text("gate.md")).contains("STOPPED: stopped before the end");
    GatePages.write(
        new GateRunBuilder().unfit("too loud").outcome(ExitStatus.UNFIT_MACHINE, "unfit").build(),
        folder);
    assertThat(text("gate.md")).contains("UNFIT: too loud", "No pairs were measured", "doctor");
    assertThat(Files.exists(folder.resolve("charts/changes.png"))).isFalse();
  }

  @Test
  void theTerminalFitsAHundredColumnsWithoutColour() {
    GateRun run = GateRunBuilder.everyVerdict().build();
    String plain = GateTerminal.render(run, false);
    assertThat(plain.lines()).allMatch(line -> line.length() <= 100);
    assertThat(plain)
        .contains("▲ REGRESSION", "Can I trust it?", "12.9% slower [+12")
        .doesNotContain("\u001b");
    assertThat(GateTerminal.render(run, true).replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
  }
}
