// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class JmhFileTest {
  /** Files that JMH 1.37 wrote. */
  private static final Path WRITTEN = Path.of("src/test/resources/jmh");

  private static final String ENTRY =
      """
      {"benchmark": "a.B.sum", "mode": "avgt", "threads": 1, "jvmArgs": ["-Xmx1g"],
       "jdkVersion": "25.0.1", "params": {"n": "8"},
       "primaryMetric": {"score": 2.0, "scoreError": "NaN", "scoreUnit": "ns/op",
                         "rawData": [[2.0, 3.0, 1.0], [2.5, 2.0, 3.0]]},
       "secondaryMetrics": {}}
      """;

  private static final String SAMPLED =
      """
      [{"benchmark": "a.B.sum", "mode": "sample",
        "primaryMetric": {"scoreUnit": "ns/op",
                          "rawDataHistogram": [[[[100.0, 3], [0.0, 1]], [[60.5, 2]]]]}}]
      """;

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("a.json"), text);
  }

  private UserError refused(String text) throws IOException {
    Path file = write(text);
    UserError error = catchThrowableOfType(UserError.class, () -> JmhFile.read(file));
    assertThat(error).as(text).isNotNull();
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage()).startsWith(file.toString()).doesNotContain("\n");
    return error;
  }

  @Test
  void readsWhatJmhWrites() {
    List<JmhBenchmark> entries = JmhFile.read(WRITTEN.resolve("avgt.json"));
    assertThat(entries).hasSize(2);
    JmhBenchmark first = entries.get(0);
    assertThat(first.benchmark()).isEqualTo("org.moebench.bench.GemmBenchmark.multiply");
    assertThat(first.params())
        .isEqualTo(
            Map.of(
                "format", "FP32", "group", "128", "k", "384", "n", "768", "rows", "1", "variant",
                "SCALAR"));
    assertThat(first.params().keySet())
        .containsExactly("format", "group", "k", "n", "rows", "variant");
    assertThat(first.mode()).isEqualTo("avgt");
    assertThat(first.unit()).isEqualTo("us/op");
    assertThat(first.threads()).isEqualTo(1);
    assertThat(first.jvmArgs()).contains("--add-modules=jdk.incubator.vector");
    assertThat(first.jdk()).isEqualTo("25.0.3");
    assertThat(first.scores()).hasSize(3).allSatisfy(fork -> assertThat(fork).hasSize(3));
    assertThat(first.scores().get(0).get(0)).isEqualTo(338.65942156862747);
  }

  @ParameterizedTest
  @CsvSource({"thrpt,ops/s,2,3", "sample,ns/op,2,2", "ss,ms/op,2,4"})
  void readsEveryMode(String mode, String unit, int forks, int iterations) {
    List<JmhBenchmark> entries = JmhFile.read(WRITTEN.resolve(mode + ".json"));
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).mode()).isEqualTo(mode);
    assertThat(entries.get(0).unit()).isEqualTo(unit);
    assertThat(entries.get(0).scores())
        .hasSize(forks)
        .allSatisfy(fork -> assertThat(fork).hasSize(iterations));
  }

  @Test
  void errorsOfScoresThatJmhCannotKnowAreNoFault() {
    assertThat(JmhFile.read(WRITTEN.resolve("one.json")).get(0).scores())
        .isEqualTo(List.of(List.of(52532.13533333333)));
  }

  @Test
  void sampledIterationsAreMeansOfTheirHistograms() throws IOException {
    assertThat(JmhFile.read(write(SAMPLED)).get(0).scores())
        .isEqualTo(List.of(List.of(75.0, 60.5)));
  }

  @Test
  void sampledMeansAreThoseOfJmh() throws IOException {
    Path file = WRITTEN.resolve("sample.json");
    JmhBenchmark entry = JmhFile.read(file).get(0);
    String text = Files.readString(file);
    double score = Double.parseDouble(text.replaceAll("(?s).*?\"score\" : ([0-9.E]+),.*", "$1"));
    double least =
        entry.scores().stream().flatMap(List::stream).mapToDouble(x -> x).min().orElse(0);
    double most = entry.scores().stream().flatMap(List::stream).mapToDouble(x -> x).max().orElse(0);
    // JMH weighs iterations by their samples, so its mean lies among theirs.
    assertThat(score).isBetween(least, most);
  }

  @Test
  void whatOtherWritersLeaveOutIsNotNeeded() throws IOException {
    JmhBenchmark entry = JmhFile.read(write(SAMPLED)).get(0);
    assertThat(entry.params()).isEmpty();
    assertThat(entry.threads()).isEqualTo(1);
    assertThat(entry.jvmArgs()).isEmpty();
    assertThat(entry.jdk()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3.0, 1.0]      | \"NaN\", 1.0]  | /0/primaryMetric/rawData/0/1 is NaN",
        "3.0, 1.0]      | \"+INF\", 1.0] | /0/primaryMetric/rawData/0/1 is +INF",
        "3.0, 1.0]      | \"3\", 1.0]    | /0/primaryMetric/rawData/0/1 is 3, not a positive",
        "3.0, 1.0]      | -3, 1.0]       | /0/primaryMetric/rawData/0/1 is -3",
        "3.0, 1.0]      | 0, 1.0]        | /0/primaryMetric/rawData/0/1 is 0",
        "3.0, 1.0]      | null, 1.0]     | /0/primaryMetric/rawData/0/1 is null",
        "3.0, 1.0]      | 1e999, 1.0]    | /0/primaryMetric/rawData/0/1 is",
        "3.0, 1.0]      | 1e-323, 1.0]   | /0/primaryMetric/rawData/0/1 is",
        "3.0, 1.0]      | [3], 1.0]      | /0/primaryMetric/rawData/0/1 is [3]",
        "[2.5, 2.0, 3.0] | []            | /0/primaryMetric/rawData/1 holds no iterations",
        "[2.5, 2.0, 3.0] | 4             | /0/primaryMetric/rawData/1 is 4, not an array",
        "[[2.0, 3.0, 1.0], [2.5, 2.0, 3.0]] | [] | /0/primaryMetric/rawData holds no forks",
        "rawData        | data           | /0/primaryMetric/rawData is missing",
        "primaryMetric  | metric         | /0/primaryMetric/scoreUnit is missing",
        "scoreUnit      | unit           | /0/primaryMetric/scoreUnit is missing",
        "ns/op          | ops/ns         | ops/ns, no unit of mode avgt: write us/op",
        "ns/op          | furlong/op     | furlong/op, no unit",
        "avgt           | thrpt          | ns/op, no unit of mode thrpt: write ops/us",
        "avgt           | average        | /0/mode is average: must be one of",
        "\"mode\"       | \"mood\"       | /0/mode is missing",
        "\"benchmark\"  | \"name\"       | /0/benchmark is missing",
        "\"a.B.sum\"    | \"\"           | /0/benchmark is empty",
        "\"a.B.sum\"    | 7              | /0/benchmark is 7, not a text",
        "\"threads\": 1 | \"threads\": 0 | /0/threads is 0",
        "\"threads\": 1 | \"threads\": \"2\" | /0/threads is 2",
        "\"threads\": 1 | \"threads\": 9999999999 | /0/threads is 9999999999",
        "{\"n\": \"8\"} | {\"n/m\": null} | /0/params/n~1m is null",
        "{\"n\": \"8\"} | []             | /0/params is []",
        "[\"-Xmx1g\"]   | [\"-Xmx1g\", 3] | /0/jvmArgs/1 is 3",
        "[\"-Xmx1g\"]   | \"-Xmx1g\"     | /0/jvmArgs is -Xmx1g",
        "\"25.0.1\"     | 25             | /0/jdkVersion is 25",
        "\"a.B.sum\"    | \"a\\u0000b\\n\", \"mode\": \"x\" | Duplicate field 'mode'",
      })
  void whatIsWrongIsNamedWithItsPlace(String from, String to, String part) throws IOException {
    assertThat(ENTRY).contains(from);
    assertThat(refused("[" + ENTRY.replace(from, to) + "]")).hasMessageContaining(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[60.5, 2] | [60.5]          | /0/primaryMetric/rawDataHistogram/0/1/0 is [60.5], not a",
        "[60.5, 2] | [\"NaN\", 2]    | /0/primaryMetric/rawDataHistogram/0/1/0/0 is NaN",
        "[60.5, 2] | [-1, 2]         | /0/primaryMetric/rawDataHistogram/0/1/0/0 is -1",
        "[60.5, 2] | [60.5, 0]       | /0/primaryMetric/rawDataHistogram/0/1/0/1 is 0",
        "[60.5, 2] | [60.5, 1.5]     | /0/primaryMetric/rawDataHistogram/0/1/0/1 is 1.5",
        "[60.5, 2] | [0, 2]          | /0/primaryMetric/rawDataHistogram/0/1 has mean 0.0",
        "[[60.5, 2]] | []            | /0/primaryMetric/rawDataHistogram/0/1 holds no samples",
        "[[60.5, 2]] | 60.5          | /0/primaryMetric/rawDataHistogram/0/1 is 60.5, not an arr",
      })
  void soWithHistograms(String from, String to, String part) throws IOException {
    assertThat(SAMPLED).contains(from);
    assertThat(refused(SAMPLED.replace(from, to))).hasMessageContaining(part);
  }

  @Test
  void laterEntriesAreNamedByTheirPlace() throws IOException {
    String other = ENTRY.replace("\"8\"", "\"9\"").replace("[2.5,", "[\"NaN\",");
    assertThat(refused("[" + ENTRY + "," + other + "]"))
        .hasMessageContaining(": /1/primaryMetric/rawData/1/0 is NaN");
  }

  @Test
  void anEntryMayStandThereOnce() throws IOException {
    assertThat(refused("[" + ENTRY + "," + ENTRY + "]"))
        .hasMessageContaining("/1 is a.B.sum {n=8} avgt, 1 thread, as /0 is already");
  }

  @ParameterizedTest
  @CsvSource({"\"8\",\"9\"", "a.B.sum,a.B.sin", "\"threads\": 1,\"threads\": 2"})
  void entriesThatDifferInAnythingMayStandTogether(String from, String to) throws IOException {
    assertThat(JmhFile.read(write("[" + ENTRY + "," + ENTRY.replace(from, to) + "]"))).hasSize(2);
  }

  @Test
  void truncatedAnywhereIsRefused() throws IOException {
    String whole = "[" + ENTRY.strip() + "]";
    for (int length = 0; length < whole.length(); length++) {
      refused(whole.substring(0, length));
    }
    assertThat(refused(whole.substring(0, 100))).hasMessageContaining("is truncated or not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                             | is not an array of JMH results",
        "3                              | is not an array of JMH results",
        "null                           | is not an array of JMH results",
        "[]                             | holds no results",
        "[1]                            | /0/mode is missing",
        "[[]]                           | /0/mode is missing",
        "[NaN]                          | not JSON",
        "Benchmark  Mode  Cnt  Score    | not JSON",
        "[] []                          | not JSON",
        "{\"schema\": \"moebench.results/1\"} | give jmh.json beside it",
      })
  void whatIsNotJmhsJsonIsRefused(String text, String part) throws IOException {
    assertThat(refused(text)).hasMessageContaining(part);
  }

  @Test
  void deepNestingAndBinaryAreRefused() throws IOException {
    refused("[".repeat(100_000));
    refused(new String(new byte[] {1, 2, 3, 0}, StandardCharsets.ISO_8859_1));
  }

  @Test
  void missingFilesAndFoldersAreRefused() {
    Path none = folder.resolve("none.json");
    UserError error = catchThrowableOfType(UserError.class, () -> JmhFile.read(none));
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error)
        .hasMessage(
            none + " does not exist: give a file that JMH wrote with" + " -rf json -rff FILE");
    assertThat(catchThrowableOfType(UserError.class, () -> JmhFile.read(folder)))
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "avgt,ns/op,500,0.5",
    "avgt,us/op,7,7",
    "sample,ms/op,2,2000",
    "ss,s/op,0.5,500000",
    "avgt,min/op,1,6e7",
    "avgt,hr/op,1,3.6e9",
    "avgt,day/op,1,8.64e10",
    "thrpt,ops/ns,0.25,0.004",
    "thrpt,ops/us,4,0.25",
    "thrpt,ops/ms,4,250",
    "thrpt,ops/s,2000,500",
    "thrpt,ops/min,60,1e6",
  })
  void timesAreMicrosecondsPerCall(String mode, String unit, double score, double micros) {
    JmhBenchmark entry =
        new JmhBenchmark(
            "a.B.c", Map.of(), mode, unit, 1, List.of(), "25", List.of(List.of(score)));
    assertThat(JmhTimes.micros(entry).get(0).get(0)).isCloseTo(micros, within(1e-12 * micros));
  }

  @Test
  void throughputAndTimeOfOneBenchmarkAgree() {
    double fromThroughput =
        JmhTimes.micros(JmhFile.read(WRITTEN.resolve("thrpt.json")).get(0)).get(0).get(0);
    assertThat(fromThroughput).isBetween(1.0, 100_000.0);
  }

  @Test
  void unitsUnknownToAModeAreADefect() {
    JmhBenchmark entry =
        new JmhBenchmark("a.B.c", Map.of(), "thrpt", "us/op", 1, List.of(), "25", List.of());
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> JmhTimes.micros(entry)))
        .hasMessageContaining("us/op");
  }
}
