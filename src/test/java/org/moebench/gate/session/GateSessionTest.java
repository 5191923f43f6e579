// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moebench.gate.arms.ExampleArms.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.PairSource;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.gate.arms.ArmsRequest;
import org.moebench.gate.arms.ExampleArms;
import org.moebench.gate.session.GateRequest.Rules;
import org.moebench.gate.session.GateRequest.Scope;
import org.moebench.run.StopSignal;

class GateSessionTest {
  private final SimulatedInstruments instruments = new SimulatedInstruments();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();

  @TempDir private Path folder;
  private Path root;
  private Map<String, String> environment;
  private boolean force;

  /** A checkout whose head differs from main, whose base builds, and whose head is built. */
  @BeforeEach
  void project() throws Exception {
    root = folder.resolve("project");
    ExampleArms.init(root);
    Path old = ExampleArms.jar(folder.resolve("old.jar"), "old", instruments.benchmarks());
    environment = ExampleArms.maven(folder.resolve("bin"), old);
    ExampleArms.write(root, ".gitignore", "target/\n");
    ExampleArms.write(root, "pom.xml", "<project/>");
    commit(root, "src/main/java/org/moebench/gemm/A.java", "a");
    ExampleArms.jar(root.resolve("target/benchmarks.jar"), "new", instruments.benchmarks());
    ExampleArms.git(root, "checkout", "-q", "-b", "feature");
    commit(root, "src/main/java/org/moebench/routing/A.java", "a");
  }

  private GateRequest request(String base, Path baseJar) {
    return new GateRequest(
        new ArmsRequest(root, base, baseJar, null, environment),
        List.of(),
        Scope.ALL,
        Double.POSITIVE_INFINITY,
        new Rules(GateRequest.policy(false, null), false, false),
        42,
        null,
        force,
        folder.resolve("out"),
        "./run-bench.sh gate --seed 42");
  }

  private GateRun run() {
    return run(request(null, null));
  }

  private GateRun run(GateRequest request) {
    return new GateSession(instruments)
        .run(request, new PrintStream(messages, true, StandardCharsets.UTF_8), stop);
  }

  private void refused(GateRequest request, ExitStatus status, String... parts) {
    assertThatThrownBy(() -> run(request))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(((UserError) e).status()).isEqualTo(status));
    assertThat(instruments.measured).isZero();
  }

  @Test
  void aSlowCellIsARegressionAndTheOthersPass() {
    instruments.slowdowns.put("prefill/grouped", 1.15);

    GateRun run = run();

    assertThat(run.outcome().status())
        .as(run.outcome().headline())
        .isEqualTo(ExitStatus.REGRESSION);
    assertThat(run.outcome().headline()).startsWith("REGRESSION: prefill/grouped 1");
    assertThat(run.judgement().cells())
        .filteredOn(cell -> !cell.cell().equals("prefill/grouped"))
        .hasSize(5)
        .extracting(CellJudgement::verdict)
        .containsOnly(Verdict.PASS);
    assertThat(run.base().revision()).isEqualTo("main");
    assertThat(run.base().commit()).isEqualTo(ExampleArms.git(root, "rev-parse", "main"));
    assertThat(run.head().commit()).isEqualTo(ExampleArms.git(root, "rev-parse", "HEAD"));
    assertThat(run.base().jarSha256()).isNotEqualTo(run.head().jarSha256());
    assertThat(run.pairs()).hasSize(instruments.measured);
    assertThat(run.cells()).extracting(GateCell::id).startsWith("routing/staged", "routing/small");
    assertThat(root.resolve("target/gate/run")).doesNotExist();
  }

  @Test
  void bothArmsAreWrittenAsJmhWritesItsResults() throws Exception {
    instruments.slowdowns.put("prefill/grouped", 1.15);
    GateRun run = run();
    JsonNode base = json("base.jmh.json");
    JsonNode head = json("head.jmh.json");
    assertThat(base).hasSameSizeAs(head).hasSize(8);
    for (int i = 0; i < base.size(); i++) {
      assertThat(base.get(i).path("forks")).isEqualTo(head.get(i).path("forks"));
      assertThat(base.get(i).at("/primaryMetric/rawData"))
          .hasSize(base.get(i).path("forks").asInt());
    }
    JsonNode entry = head.get(0);
    GateCell cell = run.cells().get(0);
    assertThat(entry.path("benchmark").asText()).isEqualTo(cell.benchmark());
    assertThat(entry.path("mode").asText()).isEqualTo("avgt");
    assertThat(entry.at("/params/size").asText()).isEqualTo("1");
    assertThat(entry.at("/primaryMetric/scoreUnit").asText()).isEqualTo("us/op");
    assertThat(entry.at("/primaryMetric/score").asDouble()).isBetween(98.0, 102.0);
    double first =
        run.pairs().stream()
            .filter(pair -> pair.cell().equals(cell.id()))
            .findFirst()
            .orElseThrow()
            .head()
            .micros();
    assertThat(entry.at("/primaryMetric/rawData/0/0").asDouble()).isEqualTo(first);
    assertThat(entry.path("jvmArgs").toString()).contains("-Xa", "-Dmoebench.arm=head");
    String pairs = base.at("/0/jvmArgs/2").asText();
    assertThat(pairs).startsWith("-Dmoebench.pairs=").isEqualTo(head.at("/0/jvmArgs/2").asText());
  }

  private JsonNode json(String name) throws Exception {
    return new ObjectMapper().readTree(folder.resolve("out/" + name).toFile());
  }

  @Test
  void theSameBytesPassWithoutMeasuring() throws Exception {
    Path same = root.resolve("target/benchmarks.jar");
    GateRun run = run(request(null, same));
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.OK);
    assertThat(run.outcome().headline()).contains("same bytes", "nothing was measured");
    assertThat(run.judgement().cells())
        .hasSize(6)
        .allMatch(cell -> cell.verdict() == Verdict.PASS && cell.reason().equals("identical jar"));
    assertThat(instruments.measured).isZero();
    assertThat(json("base.jmh.json")).isEmpty();
    force = true;
    assertThat(run(request(null, same)).pairs()).isNotEmpty();
  }

  @Test
  void aBaseOlderThanTheBenchmarksIsSaidBeforeMeasuring() throws Exception {
    Path old = ExampleArms.jar(folder.resolve("ancient.jar"), "x", List.of("a.B.run"));
    environment = ExampleArms.maven(folder.resolve("bin"), old);
    String commit = ExampleArms.git(root, "rev-parse", "main").substring(0, 12);
    refused(
        request("main", null),
        ExitStatus.INCOMPARABLE,
        "base " + commit + " is older than the gate's benchmarks",
        "choose a later one");
    refused(request(null, old), ExitStatus.INCOMPARABLE, "ancient.jar");
  }

  @Test
  void aBaseThatDoesNotBuildIsSaidBeforeMeasuring() throws Exception {
    ExampleArms.git(root, "checkout", "-q", "main");
    commit(root, "src/X.java", ExampleArms.BROKEN);
    ExampleArms.git(root, "checkout", "-q", "-b", "repaired");
    commit(root, "src/X.java", "repaired");
    refused(request("main", null), ExitStatus.BUILD_FAILED, "does not build", "cannot find symbol");
  }

  @Test
  void aHeadWithoutBenchmarksIsBadInput() throws Exception {
    ExampleArms.jar(root.resolve("target/benchmarks.jar"), "x", List.of("a.B.run"));
    refused(request("main", null), ExitStatus.BAD_INPUT, "none of the benchmarks");
  }

  @Test
  void anUnfitMachineIsNotMeasured() {
    instruments.unfit = "iterations of control/fma vary by 31%";
    GateRun run = run();
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.UNFIT_MACHINE);
    assertThat(run.outcome().headline()).startsWith("UNFIT: iterations of control/fma vary");
    assertThat(run.judgement().cells())
        .hasSize(6)
        .allMatch(cell -> cell.verdict() == Verdict.UNRESOLVED);
    assertThat(instruments.measured).isZero();
  }

  @Test
  void aControlThatMovesContaminatesTheRun() {
    instruments.slowdowns.put("control/stream", 1.2);
    GateRun run = run();
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.UNFIT_MACHINE);
    assertThat(run.outcome().headline()).startsWith("CONTAMINATED: control control/stream");
  }

  @Test
  void aStoppedRunKeepsItsPairs() {
    instruments.stops = true;
    GateRun run = run();
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(run.judgement().state()).isEqualTo(State.STOPPED);
    assertThat(run.pairs()).isNotEmpty();
    assertThat(folder.resolve("out/head.jmh.json")).exists();
  }

  @Test
  void aRunThatIsStoppedBeforeMeasuringSaysSo() {
    stop.request();
    GateRun run = run();
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(instruments.measured).isZero();
  }

  @Test
  void aFailedBenchmarkFailsTheRun() {
    instruments.failures.add(
        new PairSource.Failure("gemm/direct", Verdict.ERROR, "head: wrong result"));
    GateRun run = run();
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.WRONG_RESULT);
    assertThat(run.outcome().headline()).startsWith("ERROR: gemm/direct: head: wrong result");
  }

  @Test
  void theProjectsWaiversAreReadIfItHasAny() throws Exception {
    instruments.slowdowns.put("prefill/grouped", 1.15);
    assertThat(run().waived()).isEmpty();
    Waiver waiver = new Waiver("prefill/grouped", 0.3, "agreed", "9999-01-31");
    ExampleArms.write(
        root,
        "reports/baselines/waivers.json",
        """
        {"schema": "moebench.waivers/1", "waivers": [
          {"cell": "prefill/grouped", "most": 0.3, "reason": "agreed", "expires": "9999-01-31"}]}
        """);
    GateRun run = run();
    assertThat(run.waived()).containsExactly(waiver);
    assertThat(run.outcome().status()).isEqualTo(ExitStatus.OK);
    assertThat(run.outcome().headline()).startsWith("PASS (waived: prefill/grouped)");
  }

  @Test
  void anExpiredWaiverIsSaidBeforeMeasuring() throws Exception {
    ExampleArms.write(
        root,
        "reports/baselines/waivers.json",
        """
        {"schema": "moebench.waivers/1", "waivers": [
          {"cell": "prefill/grouped", "most": 0.3, "reason": "agreed", "expires": "2020-01-31"}]}
        """);
    refused(
        request(null, null), ExitStatus.BAD_INPUT, "waiver for prefill/grouped expired on 2020");
  }

  @Test
  void aKnownBiasWidensTheMargin() {
    instruments.slowdowns.put("prefill/grouped", 1.06);
    instruments.bias.put("prefill/grouped", 0.05);
    assertThat(run().outcome().status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void twoRunsInOneCheckoutWouldDisturbEachOther() throws Exception {
    Path gate = Files.createDirectories(root.resolve("target/gate"));
    try (FileChannel other =
            FileChannel.open(
                gate.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      refused(request(null, null), ExitStatus.UNFIT_MACHINE, "another gate run");
    }
    assertThat(run().outcome().status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void thePlanBuildsAndWritesNothing() {
    String plan = new GateSession(instruments).plan(request("main", null));
    assertThat(plan)
        .contains(
            ExampleArms.git(root, "rev-parse", "HEAD").substring(0, 12),
            ExampleArms.git(root, "rev-parse", "main").substring(0, 12),
            "gemm/panel",
            "control/stream",
            "6 of every cell",
            "12 to 36 of every candidate");
    assertThat(root.resolve("target/gate")).doesNotExist();
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
