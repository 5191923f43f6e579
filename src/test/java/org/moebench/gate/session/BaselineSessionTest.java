// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun;
import org.moebench.gate.Mode;
import org.moebench.gate.Verdict;
import org.moebench.gate.arms.ArmsRequest;
import org.moebench.gate.arms.ExampleArms;
import org.moebench.gate.baseline.Baseline;
import org.moebench.gate.baseline.BaselineFiles;
import org.moebench.gate.baseline.CellForks;
import org.moebench.gate.page.GateFiles;
import org.moebench.gate.session.GateRequest.Rules;
import org.moebench.gate.session.GateRequest.Scope;
import org.moebench.run.StopSignal;

class BaselineSessionTest {
  private static final int FORKS = 12;
  private static final String SLOW = "prefill/grouped";

  private final SimulatedInstruments instruments = new SimulatedInstruments();
  private final List<CellForks> stored = new ArrayList<>();
  private Fingerprint fingerprint = instruments.fingerprint();

  @TempDir private Path folder;
  private boolean requireComparable;
  private boolean allowAbsolute;

  /** A head that is built, and what it took once. */
  @BeforeEach
  void project() throws Exception {
    ExampleArms.jar(folder.resolve("target/benchmarks.jar"), "new", instruments.benchmarks());
    store(100);
  }

  private void store(double micros) {
    stored.clear();
    Random random = new Random(1);
    for (GateCell cell : instruments.cells()) {
      CellForks.Reference reference =
          new CellForks.Reference("control/fma", cell.bottleneck(), forks(FORKS, micros, random));
      stored.add(
          new CellForks(
              cell.id(),
              cell.bottleneck(),
              cell.timing(),
              forks(FORKS, micros, random),
              reference));
    }
  }

  private static List<List<Double>> forks(int count, double micros, Random random) {
    List<List<Double>> forks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double time = micros * Math.exp(0.01 * random.nextGaussian());
      forks.add(List.of(time, time, time));
    }
    return forks;
  }

  private Fingerprint otherProcessor() {
    Fingerprint here = instruments.fingerprint();
    return new Fingerprint(
        "Another CPU",
        here.arch(),
        here.cores(),
        here.cpuQuota(),
        here.memoryGibibytes(),
        here.caches(),
        here.jdk(),
        here.vm(),
        here.vectorBits(),
        here.jvmArgs(),
        here.jmh(),
        here.plan());
  }

  private Path file() {
    Path file = folder.resolve("baseline.json");
    Baseline baseline =
        new Baseline(
            "2026-11-01T10:00:00Z", "0123456789abcdef", "a test", List.of(), fingerprint, stored);
    BaselineFiles.write(file, baseline);
    return file;
  }

  private BaselineSession session() {
    GateRequest request =
        new GateRequest(
            new ArmsRequest(folder, null, null, null, Map.of()),
            List.of(),
            Scope.ALL,
            Double.POSITIVE_INFINITY,
            new Rules(GateRequest.policy(false, null), false, requireComparable),
            42,
            null,
            false,
            folder.resolve("out"),
            "./run-bench.sh gate --baseline auto");
    return new BaselineSession(instruments, request, allowAbsolute);
  }

  private GateRun run() {
    return run(file());
  }

  private GateRun run(Path file) {
    PrintStream messages =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return session().run(file, messages, new StopSignal());
  }

  private static Verdict of(GateRun run, String cell) {
    return run.judgement().cells().stream()
        .filter(one -> one.cell().equals(cell))
        .map(CellJudgement::verdict)
        .findFirst()
        .orElseThrow();
  }

  private static void refused(ThrowingCallable call, ExitStatus status, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(((UserError) e).status()).isEqualTo(status));
  }

  @Test
  void theSameOnTheSameMachinePasses() {
    GateRun run = run();
    assertThat(run.mode()).isEqualTo(Mode.ABSOLUTE);
    assertThat(run.judgement().cells())
        .hasSize(instruments.cells().size())
        .extracting(CellJudgement::verdict)
        .containsOnly(Verdict.PASS);
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.OK);
    assertThat(run.base().commit()).isEqualTo("0123456789abcdef");
    // Both forks of a pair count: half as many pairs, of cells and controls.
    assertThat(instruments.measured).isEqualTo(FORKS / 2 * 8);
    assertThat(GateFiles.read(folder.resolve("out/gate.json"))).isEqualTo(run);
    assertThat(folder.resolve("target/gate/run")).doesNotExist();
  }

  @Test
  void timesOfAnotherSessionWarnUnlessTheyMayFail() {
    instruments.slowdowns.put(SLOW, 1.3);
    GateRun run = run();
    assertThat(of(run, SLOW)).isEqualTo(Verdict.REGRESSION);
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.OK);
    assertThat(run.outcome().headline()).startsWith("ADVISORY").contains(SLOW);
    allowAbsolute = true;
    assertThat(run().outcome().status()).isEqualTo(ExitStatus.REGRESSION);
  }

  @Test
  void ratiosOfAnotherMachineMayFail() {
    fingerprint = otherProcessor();
    store(40); // a machine that is faster at everything
    GateRun run = run();
    assertThat(run.mode()).isEqualTo(Mode.RATIO);
    assertThat(run.outcome().status()).as(run.outcome().headline()).isEqualTo(ExitStatus.OK);
    instruments.slowdowns.put(SLOW, 1.3);
    run = run();
    assertThat(of(run, SLOW)).isEqualTo(Verdict.REGRESSION);
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.REGRESSION);
  }

  @Test
  void differingForkCountsAreIncomparable() {
    CellForks first = stored.get(0);
    stored.set(0, first.first(4));
    assertThat(of(run(), first.id())).isEqualTo(Verdict.INCOMPARABLE);
    requireComparable = true;
    refused(this::run, ExitStatus.INCOMPARABLE, first.id(), "4 forks");
  }

  @Test
  void cellsOfOneSideOnly() {
    CellForks first = stored.remove(0);
    stored.add(
        new CellForks(
            "gemm/removed", first.bottleneck(), first.timing(), first.forks(), first.reference()));
    GateRun run = run();
    assertThat(of(run, first.id())).isEqualTo(Verdict.NEW);
    assertThat(of(run, "gemm/removed")).isEqualTo(Verdict.MISSING);
  }

  @Test
  void damagedBaselinesAreRefused() throws Exception {
    Path file = file();
    Files.writeString(file, Files.readString(file).replace("a test", "A test"));
    refused(() -> run(file), ExitStatus.BAD_INPUT, file.toString(), "edited or damaged");
  }

  @Test
  void withoutABaselineAutoSaysHowToGetOne() {
    refused(() -> session().best(), ExitStatus.BAD_INPUT, "no baseline", "gate update");
  }

  @Test
  void stoppedRunsJudgeNothing() {
    instruments.stops = true;
    GateRun run = run();
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(run.judgement().cells())
        .extracting(CellJudgement::verdict)
        .containsOnly(Verdict.UNRESOLVED);
  }
}
