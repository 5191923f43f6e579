// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.pairs.ForkRunner.Failure;
import org.moebench.gate.pairs.ForkRunner.Kind;
import org.moebench.gate.pairs.ForkRunner.Result;
import org.moebench.run.StopSignal;
import org.moebench.run.Timing;

/** Starts real processes. */
class JmhForkTest {
  static {
    // These forks measure nothing: they need not wait for a benchmark that runs elsewhere.
    System.setProperty("jmh.ignoreLock", "true");
  }

  @TempDir private Path folder;

  private final StopSignal stop = new StopSignal();
  private Path log;
  private Arm arm;
  private JmhFork runner;

  @BeforeEach
  void prepare() throws IOException {
    log = folder.resolve("out/jmh.log");
    runner = new JmhFork(log, stop);
    // The folder's blank must survive every command line.
    Path jar = folder.resolve("a copy/base.jar");
    Files.createDirectories(jar.getParent());
    writeJar(jar);
    arm =
        new Arm(
            Arm.BASE, jar, folder.resolve("no.jar"), Map.of("gemm/PASSES", List.of("-Dextra=1 2")));
  }

  /** A jar that holds nothing but the way to the classes under test. */
  private static void writeJar(Path jar) throws IOException {
    String entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, entries);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream closing = new JarOutputStream(out, manifest)) {
      closing.finish();
    }
  }

  private static GateCell cell(String benchmark, Map<String, String> params) {
    return new GateCell(
        "gemm/" + params.getOrDefault("fate", "none"),
        "gemm",
        "org.moebench.gate.pairs.PairSubject." + benchmark,
        params,
        Bottleneck.COMPUTE,
        new Timing(1, 1, 4, 2),
        64,
        0.1);
  }

  private Result run(String fate) {
    return runner.run(cell("call", Map.of("fate", fate)), arm);
  }

  private Failure failure(Result result) {
    assertThat(result.times()).isNull();
    assertThat(result.failure().reason()).doesNotContain("\n");
    return result.failure();
  }

  @Test
  void aForkGivesItsIterationsAndWhatTheMachineDid() throws IOException {
    Result result = run("PASSES");
    assertThat(result.failure()).isNull();
    ForkTimes times = result.times();
    assertThat(times.iterations()).hasSize(4).allMatch(micros -> micros > 1e-5 && micros < 1e4);
    assertThat(times.seconds()).isBetween(0.1, 60.0);
    if (Files.exists(Path.of("/proc/stat"))) {
      assertThat(times.stealShare()).isBetween(0.0, 1.0);
    }
    String printed = Files.readString(log);
    assertThat(printed)
        .startsWith("# Cell gemm/PASSES, base\n")
        .contains("-Dmoebench.arm=base", "-Xmx64m", "-Dextra=1 2", "4 iterations, 2 ms each")
        .doesNotContain("1000000g", "NoSuchFlag");
  }

  @Test
  void whatTheJarLacksIsAbsent() {
    Failure benchmark = failure(runner.run(cell("recall", Map.of()), arm));
    assertThat(benchmark.kind()).isEqualTo(Kind.ABSENT);
    assertThat(benchmark.reason())
        .startsWith("the jar has no benchmark org.moebench.gate.pairs.PairSubject.recall; see");
    Failure value = failure(run("FLOATS"));
    assertThat(value.kind()).isEqualTo(Kind.ABSENT);
    assertThat(value.reason()).startsWith("the benchmark does not know 'FLOATS'");
    Failure name = failure(runner.run(cell("call", Map.of("fate", "PICKY", "name", "plane")), arm));
    assertThat(name.kind()).isEqualTo(Kind.ABSENT);
    assertThat(name.reason()).startsWith("the benchmark does not know 'plane'");
    Failure param =
        failure(runner.run(cell("call", Map.of("fate", "PASSES", "colour", "red")), arm));
    assertThat(param.kind()).isEqualTo(Kind.ABSENT);
    assertThat(param.reason()).startsWith("the benchmark has no parameter 'colour'");
  }

  @Test
  void whatFailsSaysWhy() {
    Failure wrong = failure(run("WRONG"));
    assertThat(wrong.kind()).isEqualTo(Kind.FAILED);
    assertThat(wrong.reason())
        .startsWith("does not match its reference: row 3: got 1, reference 2; see " + log);
    Failure breaks = failure(run("BREAKS"));
    assertThat(breaks.kind()).isEqualTo(Kind.FAILED);
    assertThat(breaks.reason()).startsWith("IllegalStateException: went to pieces; see " + log);
    Failure dies = failure(run("DIES"));
    assertThat(dies.kind()).isEqualTo(Kind.FAILED);
    assertThat(dies.reason()).contains("exit code 9").endsWith("see " + log);
  }

  @Test
  void aControlRunsItsOwnJar() {
    GateCell subject = cell("call", Map.of("fate", "PASSES"));
    GateCell control =
        new GateCell(
            "control/x",
            GateCell.CONTROL,
            subject.benchmark(),
            subject.params(),
            subject.bottleneck(),
            subject.timing(),
            64,
            0.1);
    assertThat(failure(runner.run(control, arm)).kind()).isEqualTo(Kind.FAILED);
    Arm swapped = new Arm(Arm.BASE, arm.controlJar(), arm.jar(), Map.of());
    assertThat(runner.run(control, swapped).failure()).isNull();
  }

  @Test
  void aForkThatHangsIsEndedWithAllItsProcesses() throws Exception {
    JmhFork impatient = new JmhFork(log, stop, 4);
    Failure failure = failure(impatient.run(cell("call", Map.of("fate", "HANGS")), arm));
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure.reason()).isEqualTo("took longer than 4 s");
    assertThat(ProcessHandle.current().descendants().filter(JmhForkTest::isSubject)).isEmpty();
  }

  private static boolean isSubject(ProcessHandle process) {
    return process.isAlive()
        && Arrays.stream(process.info().arguments().orElse(new String[0]))
            .anyMatch(argument -> argument.contains("-Dmoebench.cell=gemm/HANGS"));
  }

  @Test
  void noForkStartsAfterTheSignal() {
    stop.request();
    long start = System.nanoTime();
    assertThat(run("HANGS").times()).isNull();
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }

  @Test
  void aLogThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new JmhFork(file.resolve("jmh.log"), stop))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.CANNOT_WRITE))
        .hasMessageContaining("jmh.log");
  }
}
