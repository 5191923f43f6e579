// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.result.ForkReport;

/** Starts real forks. */
class JmhForkExecutorTest {
  static {
    // These forks measure nothing: they need not wait for a benchmark that runs elsewhere.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir private Path folder;

  private JmhForkExecutor executor;

  @BeforeEach
  void start() {
    executor = new JmhForkExecutor(folder.resolve("out/jmh.log"));
  }

  private Fork<ForkReport> run(String fate) {
    return run(fate, new Timing(1, 1, 3, 1));
  }

  private Fork<ForkReport> run(String fate, Timing timing) {
    Cell cell =
        new Cell(
            "prefill/" + fate,
            "prefill",
            "grouped",
            "INT4_SYM",
            "w",
            Map.of(),
            "org.moebench.run.ForkSubject.call",
            Map.of("fate", fate),
            timing,
            0,
            64L << 20,
            1,
            null);
    return executor.run(cell, ForkReport.class);
  }

  @Test
  void aForkReturnsItsIterationsAndReport() throws Exception {
    Fork<ForkReport> fork = run("passes");
    assertThat(fork.failure()).isNull();
    assertThat(fork.iterations()).hasSize(3).allMatch(millis -> millis > 0 && millis < 100);
    assertThat(fork.report().inputHash()).isEqualTo("hash");
    assertThat(fork.allocatedBytes()).isBetween(0.0, 1.0);
    assertThat(Files.readString(folder.resolve("out/jmh.log")))
        .contains("# Cell prefill/passes", "-Xmx64m");
  }

  @Test
  void aForkThatAllocatesIsFoundOut() {
    Double bytes = run("allocates", new Timing(1, 20, 3, 50)).allocatedBytes();
    assertThat(bytes).isBetween(8_016.0, 8_500.0); // 1000 doubles and their header
  }

  @Test
  void forksOfACellAreOneEntryOfJmhsOwnJson() throws Exception {
    run("passes");
    run("passes");
    run("breaks");
    Path file = folder.resolve("jmh.json");
    executor.results().write(file, id -> true);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json).hasSize(1);
    JsonNode entry = json.get(0);
    assertThat(entry.get("benchmark").asText()).isEqualTo("org.moebench.run.ForkSubject.call");
    assertThat(entry.get("mode").asText()).isEqualTo("avgt");
    assertThat(entry.get("forks").asInt()).isEqualTo(2);
    assertThat(entry.get("params").get("fate").asText()).isEqualTo("passes");
    assertThat(entry.get("jvmArgs").toString()).doesNotContain("moebench.fork.report");
    JsonNode metric = entry.get("primaryMetric");
    assertThat(metric.get("scoreUnit").asText()).isEqualTo("ms/op");
    assertThat(metric.get("rawData")).hasSize(2);
    assertThat(metric.get("rawData").get(1)).hasSize(3);

    executor.results().write(file, id -> false);
    assertThat(new ObjectMapper().readTree(file.toFile())).isEmpty();
  }

  @Test
  void aWrongResultIsTheReasonOfAFailure() {
    Fork<ForkReport> fork = run("wrong");
    assertThat(fork.failure()).isEqualTo("row 3 column 4: got 1, reference 2");
    assertThat(fork.report().correctness().passed()).isFalse();
    assertThat(fork.iterations()).isEmpty();
  }

  @Test
  void whatAForkThrowsIsTheReasonOnOneLine() {
    assertThat(run("refuses").failure()).startsWith("no vectors here").contains("jmh.log");
    assertThat(run("breaks").failure()).contains("two / lines").doesNotContain("\n");
  }

  @Test
  void aForkThatDiesOrSaysNothingFails() {
    assertThat(run("dies").failure()).isNotBlank().contains("jmh.log");
    assertThat(run("silent").failure()).contains("no report");
  }
}
