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
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;

class CompareCommandTest {
  /** Files that JMH 1.37 wrote. */
  private static final String WRITTEN = "src/test/resources/jmh/";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String... args) {
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            folder),
        args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void refused(ExitStatus status, String part, String... args) {
    assertThat(run(args)).as(err()).isEqualTo(status.code());
    assertThat(err().lines()).hasSize(1);
    assertThat(err()).startsWith("error: ").contains(part);
    assertThat(out()).isEmpty();
  }

  /** A file with an entry of eight forks per mean, n = 0, 1... */
  private String file(String name, List<String> jvmArgs, double... means) throws IOException {
    String entries =
        IntStream.range(0, means.length)
            .mapToObj(n -> entry(n, jvmArgs, means[n]))
            .collect(Collectors.joining(",\n"));
    return Files.writeString(folder.resolve(name), "[" + entries + "]").toString();
  }

  private static String entry(int n, List<String> jvmArgs, double mean) {
    String forks =
        IntStream.range(0, 8)
            .mapToObj(f -> String.format(Locale.ROOT, "[%f]", mean * (1 + 0.002 * f)))
            .collect(Collectors.joining(","));
    String arguments = jvmArgs.stream().map(a -> '"' + a + '"').collect(Collectors.joining(","));
    return """
        {"benchmark": "a.b.Sums.sum", "mode": "avgt", "threads": 1, "jvmArgs": [%s],
         "jdkVersion": "25", "params": {"n": "%d", "same": "x"},
         "primaryMetric": {"scoreUnit": "us/op", "rawData": [%s]}}
        """
        .formatted(arguments, n, forks);
  }

  @Test
  void comparesPlainFilesOfJmh() {
    assertThat(run("compare", WRITTEN + "avgt.json", WRITTEN + "one.json")).as(err()).isZero();
    assertThat(out())
        .contains("ADVISORY: unpaired: drift between the two runs is not cancelled")
        .contains("~ 1 fork: cannot tell")
        .contains("too few forks in 1 row", "that takes 4 forks")
        .contains("MISSING: only in A")
        .contains("3 vs 1")
        .contains("! forks differ: 3 in A, 1 in B (GemmBenchmark.multiply VECTOR_PANEL)")
        .contains("iterations per fork differ: 3 in A, 1 in B")
        .contains("geometric mean over the 1 row in both files: +");
    assertThat(out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"avgt", "thrpt", "sample", "ss", "one"})
  void aFileIsNoSlowerThanItself(String mode) {
    String file = WRITTEN + mode + ".json";
    assertThat(run("compare", file, file, "--fail")).isZero();
    assertThat(out()).contains("0 slower, 0 faster", "+0.0%");
  }

  @Test
  void saysWhatBecameSlowerAndFaster() throws IOException {
    String a = file("a.json", List.of(), 10, 10, 10);
    String b = file("b.json", List.of(), 12, 10, 8);
    assertThat(run("compare", a, b)).isZero();
    assertThat(out())
        .contains("1 slower, 1 faster, 1 without evidence of either; 0 only in A, 0 only in B")
        .contains("Sums.sum by n; same=x mode=avgt threads=1")
        .containsPattern("0 +10.1 µs +12.1 µs \\+20.0% \\[.*] +8 ▲ slower, p=4\\.7e-04")
        .containsPattern("2 +10.1 µs +8.06 µs -20.0% \\[.*] +8 ▼ faster")
        .containsPattern("1 +10.1 µs +10.1 µs \\+0.0% \\[.*] +8 ~ could see \\d\\.\\d%")
        .contains("geometric mean over the 3 rows in both files: -1.4%");
  }

  @Test
  void sortsByNameOrSlowestFirst() throws IOException {
    String a = file("a.json", List.of(), 10, 10, 10);
    String b = file("b.json", List.of(), 10, 8, 12);
    run("compare", a, b, "--sort", "effect");
    assertThat(out()).containsSubsequence("+20.0%", "+0.0%", "-20.0%");
    out.reset();
    run("compare", a, b);
    assertThat(out()).containsSubsequence("+0.0%", "-20.0%", "+20.0%");
  }

  @Test
  void failsOnlyIfAskedTo() throws IOException {
    String a = file("a.json", List.of(), 10, 10);
    String b = file("b.json", List.of(), 10, 12);
    assertThat(run("compare", a, b)).isZero();
    assertThat(out()).doesNotContain("--fail");
    assertThat(run("compare", a, b, "--fail")).isEqualTo(ExitStatus.REGRESSION.code());
    assertThat(out()).contains("--fail judges by unpaired runs here, which the gate never does");
    assertThat(run("compare", b, a, "--fail")).isZero();
    assertThat(run("compare", a, b, "--fail", "--effect", "25")).isZero();
    assertThat(run("compare", a, b, "--fail", "--level", "0.9999")).isZero();
  }

  @Test
  void pairsAreNotAdvisory() throws IOException {
    String a = file("a.json", List.of("-Dmoebench.pairs=7", "-Dmoebench.arm=base"), 10);
    String b = file("b.json", List.of("-Dmoebench.pairs=7", "-Dmoebench.arm=head"), 12);
    assertThat(run("compare", a, b, "--fail")).isEqualTo(1);
    assertThat(out()).doesNotContain("ADVISORY", "JVM arguments", "--fail", "Before you read on");
    out.reset();
    refused(ExitStatus.USAGE, "swapped", "compare", b, a);
  }

  @Test
  void whatElseDiffersIsSaid() throws IOException {
    String a = file("a.json", List.of("-Xmx1g", "-ea"), 10, 10);
    String b = file("b.json", List.of("-ea", "-Xmx2g"), 10, 10);
    Path other = folder.resolve("b.json");
    Files.writeString(
        other, Files.readString(other).replace("\"jdkVersion\": \"25\"", "\"jdkVersion\": \"26\""));
    run("compare", a, b);
    assertThat(out())
        .contains("! JVM arguments differ: -Xmx1g in A, -Xmx2g in B\n")
        .contains("! JDK differs: 25 in A, 26 in B\n");
  }

  @Test
  void otherModesAndThreadsAreNotCompared() {
    assertThat(run("compare", WRITTEN + "one.json", WRITTEN + "thrpt.json")).isZero();
    assertThat(out())
        .contains("nothing to compare")
        .contains("avgt with 1 thread in A, thrpt with 1 thread in B")
        .contains("NEW: only in B", "MISSING: only in A")
        .contains("throughputs (thrpt) are shown as time per call")
        .doesNotContain("geometric mean");
  }

  @Test
  void writesMarkdownAndCsv() throws IOException {
    Path markdown = folder.resolve("new/compare.md");
    Path csv = folder.resolve("compare.csv");
    String a = file("a.json", List.of(), 10, 20);
    String b = file("b.json", List.of(), 12);
    run("compare", a, b, "--markdown", markdown.toString(), "--csv", csv.toString());
    assertThat(Files.readString(markdown)).contains("ADVISORY", "▲ slower", "MISSING");
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("benchmark,params,mode,threads,a_micros,b_micros,change,");
    assertThat(lines.get(1))
        .startsWith("a.b.Sums.sum,n=0;same=x,avgt,1,10.07,12.08")
        .contains(",8,8,false,")
        .endsWith(",SLOWER");
    assertThat(lines.get(2)).contains(",,,,,8,0,,,,").endsWith(",MISSING");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--level | 1 | --level 1.0 is not a confidence level",
        "--level | 95 | --level 95.0 is not",
        "--level | NaN | --level NaN",
        "--level | high | not a double",
        "--effect | -1 | --effect -1.0 is not a percentage",
        "--effect | NaN | --effect NaN",
        "--sort | efect | did you mean 'effect'",
        "--markdwn | x | did you mean '--markdown'",
      })
  void badOptionsAreUsageErrors(String option, String value, String part) {
    String file = WRITTEN + "avgt.json";
    refused(ExitStatus.USAGE, part, "compare", file, file, option + "=" + value);
  }

  @Test
  void twoFilesAreNeeded() {
    refused(ExitStatus.USAGE, "B.json", "compare", WRITTEN + "avgt.json");
  }

  @Test
  void badFilesAreNamed() throws IOException {
    String good = WRITTEN + "avgt.json";
    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, Files.readString(Path.of(good)).replace("338.66218", "\"NaN\""));
    refused(
        ExitStatus.BAD_INPUT,
        bad + ": /0/primaryMetric/rawData/1/1 is NaN, not a positive number",
        "compare",
        good,
        bad.toString());
    err.reset();
    Files.writeString(bad, "{\"schema\": \"moebench.results/3\"}");
    refused(ExitStatus.BAD_INPUT, "give jmh.json beside it", "compare", bad.toString(), good);
    err.reset();
    refused(ExitStatus.BAD_INPUT, "does not exist", "compare", good, folder + "/none.json");
  }

  @Test
  void outputsThatCannotBeWrittenAreNamedWithTheirOption() throws IOException {
    String a = file("a.json", List.of(), 10);
    String below = a + "/compare.csv";
    assertThat(run("compare", a, a, "--csv", below)).isEqualTo(ExitStatus.CANNOT_WRITE.code());
    assertThat(err().lines()).hasSize(1);
    assertThat(err()).contains("cannot write " + below + "; choose another file with --csv");
  }

  @Test
  void helpStartsWithExamples() {
    assertThat(run("compare", "--help")).isZero();
    assertThat(out()).startsWith("Examples:\n  ./run-bench.sh compare");
  }

  @Test
  void timesBeyondReasonAreComparedAllTheSame() throws IOException {
    String a = file("a.json", List.of(), 1e-300, 10);
    String tiny = Files.readString(Path.of(a)).replaceAll("\\[0\\.0+]", "[1e-300]");
    Files.writeString(Path.of(a), tiny);
    String b = file("b.json", List.of(), 1e300, 10);
    assertThat(run("compare", a, b)).as(err()).isZero();
    assertThat(out()).contains("1 slower");
  }

  @Test
  void longNamesLeaveRoomForTheVerdict() throws IOException {
    String name = "x".repeat(90);
    String a = file("a.json", List.of(), 10, 10).toString();
    Path file = Path.of(a);
    Files.writeString(
        file, Files.readString(file).replace("\"n\": \"1\"", "\"n\": \"" + name + "\\u001b\""));
    assertThat(run("compare", a, a)).isZero();
    assertThat(out()).contains("xxx…xxx").doesNotContain(name, "\u001b");
    assertThat(out().lines().filter(line -> line.contains("could see"))).hasSize(2);
  }
}
