// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.UserError;
import org.moebench.gemm.PhasedGemm;
import org.moebench.moe.Crossover;
import org.moebench.moe.DispatchStrategy;
import org.moebench.quant.PanelLayout;
import org.moebench.quant.QuantFormat;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.result.ResultFiles;
import org.moebench.run.TuningMachine;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.workload.Batch;
import org.moebench.workload.DecodeSteps;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.TuningFile;

/** Runs the benchmark classes of one projection themselves, on small inputs. */
class GroupedBenchmarksTest {
  @TempDir static Path weights;
  @TempDir Path folder;

  @AfterEach
  void forgetTheChannel() {
    System.clearProperty(ForkChannel.PROPERTY);
  }

  @ParameterizedTest
  @EnumSource(DispatchStrategy.class)
  void aDecodeForkVerifiesRunsAndReports(DispatchStrategy strategy) {
    DecodeBenchmark benchmark = small(new DecodeBenchmark());
    benchmark.variant = strategy.id();
    assertThat(calls(benchmark, benchmark::multiply).count()).isEqualTo(6);
    ForkReport report = report();
    assertThat(report.correctness().passed()).isTrue();
    assertThat(report.correctness().compared()).isEqualTo(4 * 6 * 96);
    assertThat(report.rowsUseful()).isEqualTo(6);
    assertThat(report.rowsExecuted()).isEqualTo(6);
    assertThat(report.distinctExperts()).isEqualTo(3);
    assertThat(report.launches()).isEqualTo(1);
    assertThat(report.workers()).isEqualTo(2);
    long perExpert = new PanelLayout(QuantFormat.INT8_SYM, 1, 96, 64, 32).bytesPerExpert();
    assertThat(report.weightBytes()).isEqualTo(3 * perExpert);
    assertThat(report.heldBytes()).isNull();
    assertThat(report.inputHash()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "azure-conv-23"})
  void aTraceIsComputedStepByStepWithCopiesInTurn(String batch) {
    DecodeBenchmark benchmark = small(new DecodeBenchmark());
    benchmark.workload = "olmoe-decode";
    benchmark.batch = batch;
    benchmark.experts = 64;
    benchmark.variant = "unified-auto";
    benchmark.prepareAndVerify();
    Rows output = benchmark.multiply();
    benchmark.compareLastOutput();
    DecodeWorkload olmoe = DecodeTraces.find("olmoe-decode", 1);
    int count = ExpertTurns.steps(olmoe.layers(), Batch.parse(batch));
    DecodeSteps steps = DecodeSteps.of(olmoe, Batch.parse(batch), count, 1);
    assertThat(output.count()).isEqualTo(steps.maxBatch() * 8);
    double requests = IntStream.range(0, count).map(steps::batch).average().orElseThrow();
    double distinct = IntStream.range(0, count).map(steps::distinct).average().orElseThrow();
    ForkReport report = report();
    assertThat(report.correctness().passed()).isTrue();
    assertThat(report.rowsUseful()).isEqualTo(Math.round(8 * requests));
    assertThat(report.distinctExperts()).isCloseTo(distinct, within(1e-9));
    assertThat(report.launches()).isEqualTo(1);
  }

  @Test
  void callsOfATraceTakeItsIdsOfTheNextCopy() {
    DecodeWorkload olmoe = DecodeTraces.find("olmoe-decode", 1).resized(16, 2);
    DecodeSteps steps = DecodeSteps.of(olmoe, Batch.parse("5"), 2 * olmoe.layers(), 1);
    List<ExpertRows> calls = ExpertTurns.trace(steps, 3);
    assertThat(calls).hasSize(steps.steps());
    for (int step = 0; step < calls.size(); step++) {
      int[] expected = new int[48];
      for (int expert : steps.ids(step)) {
        expected[step % 3 * 16 + expert]++;
      }
      assertThat(calls.get(step).toArray()).containsExactly(expected);
    }
  }

  @Test
  void stepsAreWholeTokensAndFewerOfLargeBatches() {
    assertThat(ExpertTurns.steps(16, Batch.parse("1"))).isEqualTo(256);
    assertThat(ExpertTurns.steps(48, Batch.parse("1"))).isEqualTo(288);
    assertThat(ExpertTurns.steps(16, Batch.parse("16"))).isEqualTo(64);
    assertThat(ExpertTurns.steps(48, Batch.parse("256"))).isEqualTo(96);
    assertThat(ExpertTurns.steps(16, Batch.parse("mooncake-conv"))).isEqualTo(64);
  }

  @Test
  void twoStrategiesTakeTurnsOnTheSameCalls() {
    DecodeBenchmark benchmark = small(new DecodeBenchmark());
    benchmark.variant = "always-decode";
    benchmark.beside = "always-prefill";
    benchmark.prepareAndVerify();
    benchmark.takeTurns();
    Rows own = benchmark.multiply();
    benchmark.multiply();
    benchmark.takeTurns();
    Rows rival = benchmark.multiply();
    benchmark.multiply();
    assertThat(rival).isNotSameAs(own);
    for (int m = 0; m < 6; m++) {
      for (int n = 0; n < 96; n++) {
        float expected = own.data()[own.index(m) + n];
        assertThat(rival.data()[rival.index(m) + n]).isCloseTo(expected, within(1e-3f));
      }
    }
    benchmark.takeTurns();
    assertThat(benchmark.multiply()).isSameAs(own);
    benchmark.compareLastOutput();
    assertThat(report().launches()).isEqualTo(1);
    assertThat(report().correctness().compared()).isEqualTo(2 * 4 * 6 * 96);
  }

  @Test
  void aSpoiledOutputOfEitherFailsTheForkAndSaysSo() {
    for (boolean ofRival : new boolean[] {false, true}) {
      DecodeBenchmark benchmark = small(new DecodeBenchmark());
      benchmark.beside = "always-prefill";
      benchmark.prepareAndVerify();
      benchmark.takeTurns();
      benchmark.multiply();
      if (ofRival) {
        benchmark.takeTurns();
      }
      Rows output = benchmark.multiply();
      output.data()[output.index(1) + 5] += 1;
      assertThatThrownBy(benchmark::compareLastOutput).hasMessageContaining("column 5");
      assertThat(report().correctness().passed()).isFalse();
    }
  }

  @Test
  void callsMeetAllMatricesBeforeOneComesAgain() {
    DecodeBenchmark benchmark = small(new DecodeBenchmark());
    benchmark.active = 4;
    benchmark.prepareAndVerify();
    Set<Integer> met = new HashSet<>();
    Rows output = null;
    float[] first = null;
    for (int call = 0; call < 4; call++) {
      output = benchmark.multiply();
      first = first == null ? output.data().clone() : first;
      assertThat(met.add(Arrays.hashCode(output.data()))).isTrue();
    }
    benchmark.multiply();
    assertThat(output.data()).containsExactly(first);
    benchmark.compareLastOutput();
  }

  @Test
  void inputsAreHashedWithWeightsCallsAndSeed() {
    Set<String> hashes = new HashSet<>();
    hashes.add(hash(b -> {}));
    assertThat(hashes)
        .contains(hash(b -> b.variant = "unified-auto"))
        .contains(hash(b -> b.beside = "always-prefill"))
        .contains(hash(b -> b.workers = 1));
    hashes.add(hash(b -> b.seed = 2));
    hashes.add(hash(b -> b.format = QuantFormat.INT4_SYM));
    hashes.add(hash(b -> b.rows = 1));
    hashes.add(hash(b -> b.active = 2));
    hashes.add(hash(b -> b.copies = 1));
    hashes.add(hash(b -> b.k = 32));
    assertThat(hashes).hasSize(7);
  }

  private String hash(Consumer<DecodeBenchmark> change) {
    DecodeBenchmark benchmark = small(new DecodeBenchmark());
    change.accept(benchmark);
    benchmark.prepareAndVerify();
    benchmark.compareLastOutput();
    return report().inputHash();
  }

  @Test
  void badParametersAreRefused() {
    for (Consumer<DecodeBenchmark> change :
        Arrays.<Consumer<DecodeBenchmark>>asList(
            b -> b.variant = "always-decde",
            b -> b.beside = "decode",
            b -> b.workload = "distinc",
            b -> b.workload = "olmo-decode",
            b -> trace(b, "0"),
            b -> trace(b, "azure-con"),
            b -> {
              trace(b, "1");
              b.experts = 1;
            },
            b -> b.experts = 0,
            b -> b.copies = 0,
            b -> b.copies = Integer.MAX_VALUE,
            b -> b.rows = 0,
            b -> b.rows = Integer.MAX_VALUE,
            b -> b.rows = 1 << 22,
            b -> b.active = 0,
            b -> b.active = 17,
            b -> b.workers = 0,
            b -> b.workers = 100_000,
            b -> b.k = 33,
            b -> b.n = 0)) {
      DecodeBenchmark benchmark = small(new DecodeBenchmark());
      change.accept(benchmark);
      assertThatThrownBy(benchmark::prepareAndVerify).isInstanceOf(UserError.class);
    }
  }

  @Test
  void aTuningFileDecidesUnifiedTuned() {
    Path file = folder.resolve("tuning.json");
    DecodeBenchmark benchmark = small(new DecodeBenchmark());
    float[] decode = firstOutput(benchmark);
    benchmark.variant = "always-prefill";
    float[] prefill = firstOutput(benchmark);
    assertThat(decode).isNotEqualTo(prefill);
    benchmark.variant = "unified-tuned";
    benchmark.tuning = file.toString();
    assertThat(firstOutput(benchmark)).containsExactly(decode); // no file: the usual limit
    for (int limit : new int[] {1, 2}) {
      Crossover crossover = new Crossover(benchmark.format, benchmark.n, benchmark.k, limit, 32);
      TuningFile.write(
          file, TuningMachine.id(benchmark.workers), "test", Instant.EPOCH, List.of(crossover));
      assertThat(firstOutput(benchmark)).containsExactly(limit == 1 ? prefill : decode);
    }
  }

  private static float[] firstOutput(DecodeBenchmark benchmark) {
    benchmark.prepareAndVerify();
    Rows output = benchmark.multiply();
    float[] values = output.data().clone();
    benchmark.compareLastOutput();
    return values;
  }

  @Test
  void workspacesAreCachedOrAllocatedSideBySide() {
    WorkspaceBenchmark benchmark = workspace("cached", "allocated");
    benchmark.prepareAndVerify();
    benchmark.takeTurns();
    float[] cached = benchmark.multiply().data().clone();
    benchmark.takeTurns();
    assertThat(benchmark.multiply().data()).containsExactly(cached);
    benchmark.compareLastOutput();
    assertThat(report().correctness().passed()).isTrue();
    assertThat(report().rowsUseful()).isEqualTo(6);
    assertThatThrownBy(() -> workspace("cahced", "none").prepareAndVerify())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'cached'?");
  }

  private WorkspaceBenchmark workspace(String variant, String beside) {
    WorkspaceBenchmark benchmark = new WorkspaceBenchmark();
    sizes(benchmark);
    benchmark.experts = 8;
    benchmark.variant = variant;
    benchmark.beside = beside;
    return benchmark;
  }

  @ParameterizedTest
  @EnumSource(DispatchStrategy.class)
  void aDispatchForkVerifiesDecidesAndReports(DispatchStrategy strategy) {
    for (int rows : new int[] {0, 8, 64, 300}) {
      DispatchBenchmark benchmark = dispatch(strategy.id(), 16, rows);
      benchmark.prepareAndVerify();
      assertThat(benchmark.plan().total()).isEqualTo(rows);
      assertThat(benchmark.plan().experts()).isEqualTo(16);
      int decided = benchmark.decide();
      assertThat(decided == PhasedGemm.ALWAYS_PREFILL)
          .isEqualTo(
              strategy == DispatchStrategy.ALWAYS_PREFILL
                  || (strategy == DispatchStrategy.UNIFIED_AUTO && rows > 8)
                  || (strategy == DispatchStrategy.UNIFIED_AUTO_TOTAL && rows > 256));
      benchmark.compareAgain();
      assertThat(report().correctness().passed()).isTrue();
      assertThat(report().correctness().compared()).isPositive();
      assertThat(report().launches()).isZero();
      assertThat(report().rowsUseful()).isEqualTo(rows);
      assertThat(report().weightBytes()).isZero();
    }
  }

  @Test
  void badParametersOfDispatchAreRefused() {
    for (DispatchBenchmark benchmark :
        List.of(
            dispatch("auto", 8, 8),
            dispatch("unified-auto", 0, 8),
            dispatch("unified-auto", 8, -1))) {
      assertThatThrownBy(benchmark::prepareAndVerify).isInstanceOf(UserError.class);
    }
  }

  private DispatchBenchmark dispatch(String variant, int experts, int rows) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    DispatchBenchmark benchmark = new DispatchBenchmark();
    benchmark.variant = variant;
    benchmark.experts = experts;
    benchmark.rows = rows;
    benchmark.seed = 1;
    return benchmark;
  }

  private static void trace(DecodeBenchmark benchmark, String batch) {
    benchmark.workload = "olmoe-decode";
    benchmark.batch = batch;
  }

  private interface TimedMethod {
    Rows call();
  }

  private static Rows calls(GroupedInputs benchmark, TimedMethod method) {
    benchmark.prepareAndVerify();
    Rows output = null;
    for (int call = 0; call < 3; call++) {
      output = method.call();
    }
    benchmark.compareLastOutput();
    return output;
  }

  private DecodeBenchmark small(DecodeBenchmark benchmark) {
    sizes(benchmark);
    benchmark.experts = 8;
    benchmark.copies = 2;
    benchmark.variant = "always-decode";
    benchmark.workload = DecodeBenchmark.DISTINCT;
    return benchmark;
  }

  private void sizes(GroupedInputs benchmark) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    benchmark.format = QuantFormat.INT8_SYM;
    benchmark.n = 96;
    benchmark.k = 64;
    benchmark.group = 32;
    benchmark.rows = 2;
    benchmark.active = 3;
    benchmark.workers = 2;
    benchmark.seed = 1;
    benchmark.cache = weights.toString();
  }

  private ForkReport report() {
    return ResultFiles.read(channel(), ForkReport.class);
  }

  private Path channel() {
    return folder.resolve("report.json");
  }
}
