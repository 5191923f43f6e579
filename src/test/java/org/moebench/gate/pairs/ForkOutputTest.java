// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.GateCell;
import org.moebench.gate.pairs.ForkRunner.Failure;
import org.moebench.gate.pairs.ForkRunner.Kind;
import org.moebench.run.Timing;

class ForkOutputTest {
  /** One entry of JMH's JSON; what the tests break stands here in full. */
  private static final String ENTRY =
      """
      {
        "jmhVersion" : "1.37",
        "benchmark" : "org.moebench.bench.GemmBenchmark.multiply",
        "mode" : "avgt",
        "jvmArgs" : ["-Dmoebench.arm=base", "-Xmx64m"],
        "params" : {"rows" : "12", "n" : "768"},
        "primaryMetric" : {
          "score" : 11.0,
          "scoreError" : "NaN",
          "scoreUnit" : "us/op",
          "rawData" : [[10.5, 11.0, 12.25]]
        }
      }
      """;

  private static final GateCell CELL =
      new GateCell(
          "gemm/x",
          "gemm",
          "org.moebench.bench.GemmBenchmark.multiply",
          Map.of("rows", "12"),
          Bottleneck.COMPUTE,
          new Timing(1, 1, 3, 1),
          64,
          1);

  @TempDir private Path folder;

  private Path result;
  private Path report;

  @BeforeEach
  void name() {
    result = folder.resolve("jmh.json");
    report = folder.resolve("report.json");
  }

  private ForkOutput output(String json) throws IOException {
    Files.writeString(result, json);
    return output("", 0);
  }

  private ForkOutput output(String printed, int exit) {
    return new ForkOutput(CELL, FakeRunner.arm(Arm.BASE), printed, exit, result, report);
  }

  private void assertBroken(String text, String replacement, Kind kind, String reason)
      throws IOException {
    assertThat(ENTRY).contains(text);
    ForkOutput output = output("[" + ENTRY.replace(text, replacement) + "]");
    assertThat(output.failure()).isEqualTo(new Failure(kind, reason));
  }

  @Test
  void iterationsAreInMicroseconds() throws IOException {
    ForkOutput output = output("[" + ENTRY + "]");
    assertThat(output.failure()).isNull();
    assertThat(output.iterations()).containsExactly(10.5, 11.0, 12.25);
  }

  @Test
  void whatIsNoTimeNeverBecomesOne() throws IOException {
    for (String bad : new String[] {"\"NaN\"", "\"+INF\"", "0", "-3.5", "null", "\"12\""}) {
      String shown = bad.replace("\"", "");
      assertBroken(
          "11.0, 12.25",
          bad + ", 12.25",
          Kind.FAILED,
          "an iteration took " + shown + " us, which is no time");
    }
  }

  @Test
  void anotherPlanIsRefused() throws IOException {
    assertBroken(
        ", 12.25", "", Kind.FAILED, "JMH measured 2 iterations in us/op instead of 3 in us/op");
    assertBroken(
        "\"scoreUnit\" : \"us/op\"",
        "\"scoreUnit\" : \"ops/s\"",
        Kind.FAILED,
        "JMH measured 3 iterations in ops/s instead of 3 in us/op");
  }

  @Test
  void swappedArmsAreFoundOut() throws IOException {
    assertBroken(
        "arm=base",
        "arm=head",
        Kind.FAILED,
        "swapped arms: it was started as base and ran as head");
    assertBroken(
        "-Dmoebench.arm=base", "-Xmx1m", Kind.FAILED, "it does not say as which arm it ran");
  }

  @Test
  void otherParametersAreAnotherBenchmark() throws IOException {
    assertBroken("\"rows\"", "\"lines\"", Kind.ABSENT, "the benchmark has no parameter 'rows'");
    assertThat(output("[" + ENTRY + "," + ENTRY + "]").failure())
        .isEqualTo(new Failure(Kind.ABSENT, "the benchmark has parameters the cell does not set"));
  }

  @Test
  void aResultThatIsNotThereOrCutOffIsAFailure() throws IOException {
    Failure failure = new Failure(Kind.FAILED, "it ended with exit status 0 and without a result");
    assertThat(output("", 0).failure()).isEqualTo(failure);
    assertThat(output("[" + ENTRY.substring(0, 200)).failure()).isEqualTo(failure);
    assertThat(output("[]").failure()).isEqualTo(failure);
    assertThat(output("").failure()).isEqualTo(failure);
  }

  @Test
  void aWrongResultIsTheReasonEvenIfThereAreTimes() throws IOException {
    Files.writeString(report, "{\"correctness\": {\"compared\": 1, \"message\": \"row 3\"}}");
    assertThat(output("[" + ENTRY + "]").failure())
        .isEqualTo(new Failure(Kind.FAILED, "does not match its reference: row 3"));
  }

  @Test
  void reportsThatClaimNothingWrongPass() throws IOException {
    for (String text :
        new String[] {
          "{\"correctness\": {\"compared\": 1, \"message\": null}}",
          "{\"name\": \"fma\", \"unit\": \"GFLOP/s\"}",
          "{"
        }) {
      Files.writeString(report, text);
      assertThat(output("[" + ENTRY + "]").failure()).isNull();
    }
  }

  @Test
  void anUnknownValueThatTheCellDoesNotSetIsAFault() {
    assertThat(output("No enum constant org.moebench.Rows.12", 1).failure())
        .isEqualTo(new Failure(Kind.ABSENT, "the benchmark does not know '12'"));
    assertThat(
            output("java.lang.IllegalArgumentException: No enum constant org.moebench.Rows.13", 1)
                .failure())
        .isEqualTo(
            new Failure(
                Kind.FAILED, "IllegalArgumentException: No enum constant org.moebench.Rows.13"));
  }

  @Test
  void theFirstExceptionThatIsNotJmhsIsTheReason() {
    String printed =
        """
        <failure>

        org.openjdk.jmh.runner.BenchmarkException: Benchmark error
        \tat org.openjdk.jmh.Runner.run(Runner.java:1)
        Caused by: org.moebench.fault.UserError: no vectors here: use a newer JDK
        \tat org.moebench.X.y(X.java:1)
        Caused by: java.io.IOException: deeper
        """;
    assertThat(output(printed, 1).failure().reason()).isEqualTo("no vectors here: use a newer JDK");
  }

  @Test
  void aForkThatDiedSaysHow() {
    String printed =
        """
        ERROR: org.openjdk.jmh.runner.RunnerException: Benchmark caught the exception
        \tat org.openjdk.jmh.Main.main(Main.java:71)
        Caused by: org.openjdk.jmh.runner.BenchmarkException: Benchmark error
        \t... 3 more
        \tSuppressed: java.lang.IllegalStateException: Forked VM failed with exit code 9
        \t\t... 6 more
        """;
    assertThat(output(printed, 1).failure().reason())
        .isEqualTo("IllegalStateException: Forked VM failed with exit code 9");
  }

  @Test
  void anotherJmhRunIsNotThisCellsFault() {
    assertThat(output("# WARNING: JMH lock is ignored by user request", 1).failure().kind())
        .isEqualTo(Kind.FAILED);
    assertThatThrownBy(() -> output("ERROR: Unable to acquire the JMH lock (/tmp/jmh.lock)", 1))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.UNFIT_MACHINE))
        .hasMessageContaining("another JMH run");
  }
}
