// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** A router file, in the place of a user's own. */
  private static final String ROUTER_FILE = "datasets/routers/qwen3-30b-a3b.json";

  @TempDir private Path root;

  private int run(String... args) {
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            root),
        args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** One line on standard error that has all parts, nothing on standard output. */
  private void refused(ExitStatus status, List<String> parts, String... args) {
    assertThat(run(args)).as(err()).isEqualTo(status.code());
    assertThat(err().lines()).hasSize(1);
    assertThat(err()).startsWith("error: ").contains(parts);
    assertThat(out()).isEmpty();
  }

  @Test
  void noArgumentsPrintAMenu() {
    assertThat(run()).isZero();
    assertThat(out())
        .startsWith("Examples:")
        .contains("prefill", "routing", "swiglu", "decode", "tune", "model")
        .contains("doctor", "list", "report");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prefill", "routing", "swiglu", "decode", "tune", "model", "verify", "list", "doctor",
        "report"
      })
  void helpOfEveryCommandStartsWithExamples(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out()).startsWith("Examples:\n  ./run-bench.sh " + command);
    assertThat(out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "prefil,prefill",
    "dcotor,doctor",
    "rooting,routing",
    "swiglo,swiglu",
    "decod,decode",
    "tun,tune",
    "modle,model",
    "reprot,report",
    "jhm,jmh",
    "compar,compare",
  })
  void unknownCommandsSuggestTheNearest(String typed, String meant) {
    refused(ExitStatus.USAGE, List.of("'" + typed + "'", "did you mean '" + meant + "'"), typed);
  }

  @Test
  void unknownOptionsSuggestTheNearest() {
    refused(
        ExitStatus.USAGE,
        List.of("'--threshold'", "did you mean '--thresholds'"),
        "prefill",
        "--threshold=3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset | quik | 'quick'",
        "--formats | INT4_SYN | 'INT4_SYM'",
        "--workload | recorded-256 | 'recorded-256-31k'",
        "--thresholds | 0 | at least 1",
        "--thresholds | -3 | at least 1",
        "--thresholds | many | not an int",
        "--shape | 768 | NxK",
        "--shape | 768x100 | not divisible",
        "--group | 7 | not divisible",
        "--threads | 0 | --threads 0",
        "--threads | 99999999999 | not an int",
        "--rounds | 0 | --rounds 0",
        "--seed | x | not a long",
      })
  void badValuesAreUsageErrors(String option, String value, String part) {
    refused(ExitStatus.USAGE, List.of(part), "prefill", "--dry-run", option, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset | quik | 'quick'",
        "--routers | deepseek-v33 | 'deepseek-v3'",
        "--router | deepseek-v3 | --routers deepseek-v3",
        "--variants | scaler | 'scalar'",
        "--variants | reference | never timed",
        "--tokens | 0 | at least 1",
        "--tokens | 1,-3 | at least 1",
        "--tokens | many | not an int",
        "--tokens | 2000000000 | array",
        "--logits | bf61 | 'bf16'",
        "--threads | 0 | --threads 0",
        "--rounds | 0 | --rounds 0",
        "--seed | x | not a long",
        "--token | 3 | '--tokens'",
      })
  void badValuesOfRoutingAreUsageErrors(String option, String value, String part) {
    refused(ExitStatus.USAGE, List.of(part), "routing", "--dry-run", option + "=" + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset | quik | 'quick'",
        "--models | olmoe | 'olmoe-1b-7b'",
        "--model | olmoe-1b-7b | --models olmoe-1b-7b",
        "--formats | INT4_SYN | 'INT4_SYM'",
        "--variants | fusd | 'fused'",
        "--variants | reference | never timed",
        "--concurrency | 0 | at least 1",
        "--concurrency | many | not an int",
        "--concurrency | 2000000000 | array",
        "--sort-threshold | -1 | at least 0",
        "--divisor | 0 | --divisor 0",
        "--divisor | 7 | no multiple of 32",
        "--popularity | 1 | below 1",
        "--popularity | NaN | below 1",
        "--popularity | some | not a double",
        "--threads | 0 | --threads 0",
        "--ranks | 0 | at least 1",
        "--rounds | 0 | --rounds 0",
        "--seed | x | not a long",
        "--rank | 3 | '--ranks'",
      })
  void badValuesOfSwigluAreUsageErrors(String option, String value, String part) {
    refused(ExitStatus.USAGE, List.of(part), "swiglu", "--dry-run", option + "=" + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decode | --preset | quik | 'quick'",
        "decode | --formats | INT4_SYN | 'INT4_SYM'",
        "decode | --shapes | 768 | NxK",
        "decode | --rows | 0 | at least 1",
        "decode | --rows | many | not an int",
        "decode | --workloads | olmo-decode | 'olmoe-decode'",
        "decode | --batch | 0 | 0",
        "decode | --batch | azure-conv | 'azure-conv-23'",
        "decode | --strategies | always-decod | 'always-decode'",
        "decode | --divisor | 3 | --divisor 3",
        "decode | --threads | 0 | --threads 0",
        "decode | --row | 3 | '--rows'",
        "tune | --formats | INT4_SYN | 'INT4_SYM'",
        "tune | --shapes | 768x100 | not divisible",
        "tune | --rows | 4 | two or more",
        "tune | --rounds | 0 | --rounds 0",
        "tune | --tunning | x | '--tuning'",
      })
  void badValuesOfDecodeAndTuneAreUsageErrors(
      String command, String option, String value, String part) {
    refused(ExitStatus.USAGE, List.of(part), command, "--dry-run", option + "=" + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset | quik | 'quick'",
        "--stacks | mixtral-tiny2 | 'mixtral-tiny'",
        "--routing | publishd | 'published'",
        "--strategies | unified-tund | 'unified-tuned'",
        "--parts | decod | 'decode'",
        "--format | INT4_SYN | 'INT4_SYM'",
        "--divisor | 0 | --divisor 0",
        "--layers | 0 | --layers 0",
        "--layers | many | not an int",
        "--threads | 0 | --threads 0",
        "--rounds | 0 | --rounds 0",
        "--seed | x | not a long",
        "--stack | 3 | '--stacks'",
      })
  void badValuesOfModelAreUsageErrors(String option, String value, String part) {
    refused(ExitStatus.USAGE, List.of(part), "model", "--dry-run", option + "=" + value);
  }

  @Test
  void damagedTuningFilesAreBadInput() throws Exception {
    Path file = Files.writeString(root.resolve("t.json"), "{\"moebench_tuning\": ");
    for (String command : List.of("decode", "tune", "model")) {
      refused(ExitStatus.BAD_INPUT, List.of("t.json"), command, "--tuning", file.toString());
      err.reset();
    }
  }

  @Test
  void badModelFilesAreBadInput() throws Exception {
    refused(ExitStatus.BAD_INPUT, List.of("no.json"), "swiglu", "--model", "no.json");
    err.reset();
    Path file = Files.writeString(root.resolve("m.json"), "{\"name\": ");
    refused(ExitStatus.BAD_INPUT, List.of("m.json"), "swiglu", "--model", file.toString());
  }

  @Test
  void aModelThatDoesNotFitMemoryIsRefusedBeforeAnythingIsWritten() {
    refused(
        ExitStatus.TOO_LARGE,
        List.of("--divisor"),
        "swiglu",
        "--models=deepseek-v4-flash",
        "--formats=FP32",
        "--divisor=1");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void badRouterFilesAreBadInput() throws Exception {
    refused(ExitStatus.BAD_INPUT, List.of("no.json"), "routing", "--router", "no.json");
    err.reset();
    Path file = Files.writeString(root.resolve("r.json"), "{\"name\": ");
    refused(ExitStatus.BAD_INPUT, List.of("r.json"), "routing", "--router", file.toString());
  }

  @Test
  void aBatchThatDoesNotFitMemoryIsRefusedBeforeAnythingIsWritten() {
    refused(ExitStatus.TOO_LARGE, List.of("T8000000", "--tokens"), "routing", "--tokens=8000000");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void unexpectedArgumentsAndMissingValuesAreUsageErrors() {
    refused(ExitStatus.USAGE, List.of("'smoke'", "prefill"), "prefill", "smoke");
    err.reset();
    refused(ExitStatus.USAGE, List.of("--rounds"), "prefill", "--rounds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"3\\n-1\\n", "3\\n1.5\\n", "3\\n99999999999\\n", "''", "3\\nfour\\n"})
  void badHistogramsAreBadInput(String text) throws Exception {
    Path file = Files.writeString(root.resolve("h.csv"), text.replace("\\n", "\n"));
    refused(
        ExitStatus.BAD_INPUT,
        List.of("h.csv"),
        "prefill",
        "--dry-run",
        "--histogram",
        file.toString());
  }

  @Test
  void aMissingHistogramIsBadInput() {
    refused(ExitStatus.BAD_INPUT, List.of("none.csv"), "prefill", "--histogram", "none.csv");
  }

  @Test
  void whatDoesNotFitMemoryIsRefusedBeforeAnythingIsWritten() {
    refused(
        ExitStatus.TOO_LARGE,
        List.of("FP32"),
        "prefill",
        "--formats",
        "FP32",
        "--shape",
        "16384x16384");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsRefused() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "in the way");
    refused(
        ExitStatus.CANNOT_WRITE,
        List.of("--out"),
        "prefill",
        "--preset",
        "smoke",
        "--out",
        file.resolve("out").toString());
  }

  @Test
  void anAllZeroHistogramIsAnEmptyResultWithAReport() throws Exception {
    Path file = Files.writeString(root.resolve("h.csv"), "0\n0\n0\n");
    int status = run("prefill", "--preset", "smoke", "--histogram", file.toString());
    assertThat(status).as(err()).isZero();
    Path folder = root.resolve("reports/latest/prefill");
    assertThat(folder.resolve("results.json")).exists();
    assertThat(folder.resolve("index.html")).exists();
    assertThat(out()).contains("index.html");
    assertThat(root.resolve("target/weights")).doesNotExist();

    out.reset();
    assertThat(run("report")).as(err()).isZero();
    assertThat(out()).contains("index.html");
  }

  @Test
  void theDryRunWritesNothing() {
    assertThat(run("prefill", "--dry-run")).isZero();
    assertThat(out()).contains("prefill/INT4_SYM/grouped", "time", "disk");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void theDryRunOfRoutingWritesNothing() {
    assertThat(run("routing", "--dry-run", "--router", ROUTER_FILE)).as(err()).isZero();
    assertThat(out())
        .contains(
            "routing/qwen3-30b-a3b/staged/T1 ", "parts/qwen3-30b-a3b/expert-sort/T256", "time");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void theDryRunOfSwigluWritesNothing() {
    assertThat(run("swiglu", "--dry-run", "--preset=smoke", "--ranks=1,2")).as(err()).isZero();
    assertThat(out())
        .contains(
            "swiglu/olmoe-1b-7b/INT4_SYM/unfused/B8 ",
            "parts/olmoe-1b-7b/all-reduce/B1/R2",
            "time");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void theDryRunsOfDecodeAndTuneWriteNothing() {
    assertThat(run("decode", "--dry-run", "--preset=smoke")).as(err()).isZero();
    assertThat(out())
        .contains("decode/INT4_SYM/m1 ", "dispatch/plan/E64", "tuning    no tuning file", "time");
    out.reset();
    assertThat(run("tune", "--dry-run", "--preset=smoke", "--shapes=64x128")).as(err()).isZero();
    assertThat(out()).contains("decode/INT8_SYM/N64xK128/m32 ", "to be written to", "time");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void theDryRunOfModelWritesNothingAndSaysThatNothingIsTuned() {
    assertThat(run("model", "--dry-run", "--preset=smoke")).as(err()).isZero();
    assertThat(out())
        .contains(
            "model/mixtral-tiny/published/unified-tuned ",
            "model/mixtral-tiny/realistic/always-prefill ",
            "tuning ",
            root.resolve("target/weights/tuning.json").toString(),
            "time");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void badResultFilesAreBadInput() throws Exception {
    Path file = Files.writeString(root.resolve("r.json"), "{\"schema\": \"other/1\"}");
    refused(ExitStatus.BAD_INPUT, List.of("r.json", "other/1"), "report", file.toString());
    err.reset();
    refused(ExitStatus.BAD_INPUT, List.of("no.json"), "report", "no.json");
  }

  @Test
  void debugAddsTheStackTrace() {
    assertThat(run("prefill", "--preset", "x", "--debug")).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err()).contains("unknown preset", "at org.moebench");
  }

  @Test
  void listNamesVariantsFormatsWorkloadsRoutersPresetsAndModels() {
    assertThat(run("list")).isZero();
    assertThat(out())
        .contains(
            "per-expert", "pad-skip(T)", "INT4_SYM", "recorded-256-31k", "31440 rows", "quick");
    assertThat(out())
        .containsSubsequence(
            "operation routing", "staged", "scalar", "routers", "deepseek-v3", "256 experts")
        .doesNotContain("  reference ");
    assertThat(out())
        .containsSubsequence("models", "gpt-oss-120b", "D=2880 I=2880, 4 of 128 experts")
        .containsSubsequence("decode workloads", "qwen3-30b-decode", "overlap 0.427")
        .containsSubsequence("request lengths", "azure-conv-23", "about 50 in flight");
    assertThat(out())
        .containsSubsequence(
            "unified-tuned", "operation model", "stacks", "mixtral-tiny", "olmoe-swiglu");
  }

  @Test
  void doctorSaysHowEverythingIs() {
    run("doctor", "--out", root.resolve("o").toString(), "--cache", root.toString());
    assertThat(out()).contains("JDK", "Vector API", "memory", "steal", "fonts", "disk");
    assertThat(out().lines()).allMatch(line -> line.matches("(OK|WARN|FAIL| +->) .*"));
  }

  @Test
  void coloursNeedATerminalAndNoObjection() {
    Properties terminal = new Properties();
    terminal.setProperty(Terminal.OUT_PROPERTY, "true");
    terminal.setProperty(Terminal.ERR_PROPERTY, "true");
    assertThat(Terminal.ofProcess(terminal, Map.of("TERM", "xterm")).colour()).isTrue();
    assertThat(Terminal.ofProcess(terminal, Map.of("TERM", "xterm")).rewritable()).isTrue();
    assertThat(Terminal.ofProcess(terminal, Map.of("TERM", "xterm", "NO_COLOR", "1")).colour())
        .isFalse();
    assertThat(Terminal.ofProcess(terminal, Map.of("TERM", "dumb")).rewritable()).isFalse();
    assertThat(Terminal.ofProcess(new Properties(), Map.of("TERM", "xterm")).colour()).isFalse();
  }

  @Test
  void commandLinesAreQuotedForTheShell() {
    assertThat(ShellWords.join("./run-bench.sh", List.of("prefill", "--out", "my folder", "it's")))
        .isEqualTo("./run-bench.sh prefill --out 'my folder' 'it'\\''s'");
  }
}
