// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moebench.gate.arms.ExampleArms.commit;
import static org.moebench.gate.arms.ExampleArms.git;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.arms.ExampleArms;
import org.moebench.gate.session.SimulatedInstruments;

class GateCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final SimulatedInstruments instruments = new SimulatedInstruments();

  @TempDir private Path root;
  private String base;
  private String head;

  @BeforeEach
  void jars() throws Exception {
    base = jar("old.jar", "old", instruments.benchmarks());
    head = jar("new.jar", "new", instruments.benchmarks());
  }

  private String jar(String name, String text, List<String> benchmarks) throws Exception {
    return ExampleArms.jar(root.resolve("jars").resolve(name), text, benchmarks).toString();
  }

  private int run(String... args) {
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(new Terminal(to, errors, false, false, root), instruments, args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void refused(ExitStatus status, List<String> parts, String... args) {
    assertThat(run(args)).as(err()).isEqualTo(status.code());
    List<String> errors = err().lines().filter(line -> line.startsWith("error: ")).toList();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains(parts);
  }

  @Test
  void helpStartsWithExamples() {
    assertThat(run("gate", "--help")).isZero();
    assertThat(out()).startsWith("Examples:\n  ./run-bench.sh gate").contains("Exit status:");
  }

  @Test
  void aRegressionEndsWithStatusOneAndItsPages() {
    instruments.slowdowns.put("swiglu/fused", 1.15);
    assertThat(run("gate", "--base-jar", base, "--head-jar", head, "--seed", "7"))
        .as(err())
        .isEqualTo(ExitStatus.REGRESSION.code());
    assertThat(out()).contains("REGRESSION", "swiglu/fused", "index.html");
    Path folder = root.resolve("reports/latest/gate");
    assertThat(folder.resolve("gate.json")).exists();
    assertThat(folder.resolve("index.html")).exists();
    assertThat(folder.resolve("head.jmh.json")).exists();
    assertThat(err()).contains("6 cells, 2 controls, seed 7");
  }

  @Test
  void nothingSlowerEndsWithStatusZero() {
    assertThat(run("gate", "--base-jar", base, "--head-jar", head, "--seed", "7"))
        .as(err() + out())
        .isZero();
  }

  @Test
  void theSameJarTwicePassesWithoutMeasuring() {
    assertThat(run("gate", "--base-jar", base, "--head-jar", base)).as(err()).isZero();
    assertThat(out()).contains("nothing was measured");
  }

  @Test
  void theDryRunNamesCellsPairsAndTimeAndWritesNothing() {
    assertThat(run("gate", "--base-jar", base, "--head-jar", head, "--dry-run", "--budget=10m"))
        .as(err())
        .isZero();
    assertThat(out()).contains("gemm/panel", "control/fma", "seed", "about");
    assertThat(root.resolve("target")).doesNotExist();
    assertThat(root.resolve("reports")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--budget | ten | 10m",
        "--budget | 1s | too short",
        "--cells | quik | 'quick'",
        "--only | gemm/pannel | 'gemm/panel'",
        "--max-unresolved | 200% | 25%",
        "--seed | x | not a long",
        "--base | main | --base-jar",
      })
  void badValuesAreUsageErrors(String option, String value, String part) {
    refused(
        ExitStatus.USAGE,
        List.of(part),
        "gate",
        "--base-jar=" + base,
        "--head-jar=" + head,
        option,
        value);
  }

  @Test
  void jarsThatHoldNoBenchmarksAreBadInput() throws Exception {
    refused(ExitStatus.BAD_INPUT, List.of("none.jar"), "gate", "--base-jar", "none.jar");
    err.reset();
    String other = jar("other.jar", "x", List.of("a.B.run"));
    refused(
        ExitStatus.INCOMPARABLE,
        List.of("other.jar", "older than the gate's benchmarks"),
        "gate",
        "--base-jar=" + other,
        "--head-jar=" + head);
    err.reset();
    refused(
        ExitStatus.BAD_INPUT,
        List.of("w.json"),
        "gate",
        "--base-jar=" + base,
        "--head-jar=" + head,
        "--waivers=w.json");
  }

  @Test
  void revisionsThatCannotBeComparedAreUsageErrors() throws Exception {
    refused(ExitStatus.USAGE, List.of("git"), "gate", "--base=main");
    err.reset();
    ExampleArms.init(root);
    commit(root, "src/A.java", "a");
    git(root, "branch", "old");
    commit(root, "src/B.java", "b");
    refused(ExitStatus.USAGE, List.of("did you mean 'main'"), "gate", "--base=mian");
    err.reset();
    git(root, "checkout", "-q", "old");
    refused(ExitStatus.USAGE, List.of("arms swapped?"), "gate", "--base=main");
  }

  @Test
  void aBaseThatDoesNotBuildHasItsStatus() throws Exception {
    ExampleArms.init(root);
    ExampleArms.write(root, ".gitignore", "target/\njars/\n");
    commit(root, "pom.xml", "no XML");
    jar("../target/benchmarks.jar", "new", instruments.benchmarks());
    refused(ExitStatus.BUILD_FAILED, List.of("does not build"), "gate", "--base=main");
  }
}
