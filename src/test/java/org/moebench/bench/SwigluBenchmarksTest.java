// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.result.ResultFiles;
import org.moebench.run.ModelSpec;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;
import org.moebench.workload.ModelWeights;
import org.moebench.workload.NamedModel;
import org.moebench.workload.WeightSpec;

/** Runs the benchmark classes of SwitchGLU and layers themselves, on small inputs. */
class SwigluBenchmarksTest {
  /** Six of 256 experts, and a shared one. */
  private static final String SHARED_MODEL = "deepseek-v4-flash";

  private static final int SHARED_DIVISOR = 64;
  private static final int SLOTS = 6;

  @TempDir static Path weights;
  @TempDir Path folder;

  @AfterEach
  void forgetTheChannel() {
    System.clearProperty(ForkChannel.PROPERTY);
  }

  @ParameterizedTest
  @EnumSource(value = SwigluVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void aSwigluForkVerifiesRunsAndReports(SwigluVariant variant) {
    Map<Integer, Integer> launches = new HashMap<>();
    launches.put(1, variant == SwigluVariant.UNFUSED ? 4 : 2);
    launches.put(8, launches.get(1) + 1); // slots are sorted: and gathered
    for (int concurrency : launches.keySet()) {
      SwigluBenchmark benchmark = small(new SwigluBenchmark());
      benchmark.variant = variant.id();
      benchmark.concurrency = concurrency;
      Rows output = calls(benchmark, benchmark::run);
      assertThat(output.count()).isEqualTo(concurrency * SLOTS);
      ForkReport report = report();
      assertVerified(report, concurrency);
      assertThat(report.workers()).isEqualTo(2);
      assertThat(report.launches()).isEqualTo(launches.get(concurrency).longValue());
      assertThat(report.nearTies()).isNull();
      boolean sorted = concurrency > 1;
      double reads = sorted ? report.distinctExperts() : concurrency * SLOTS;
      assertThat(report.weightBytes()).isEqualTo(Math.round(reads * bytesPerExpert(0)));
      long held = 256 * bytesPerExpert(0);
      assertThat(report.heldBytes()).isBetween(held, held + 1024);
    }
  }

  @ParameterizedTest
  @EnumSource(value = SwigluVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void aLayerForkVerifiesRunsAndReports(SwigluVariant variant) {
    LayerBenchmark benchmark = small(new LayerBenchmark());
    benchmark.variant = variant.id();
    benchmark.concurrency = 4;
    assertThat(calls(benchmark, benchmark::forward).count()).isEqualTo(4);
    ForkReport report = report();
    assertVerified(report, 4);
    assertThat(report.nearTies()).isNotNull();
    // Router, sorted experts, the shared expert (all its rows sorted together), weighted sum.
    assertThat(report.launches()).isEqualTo(variant == SwigluVariant.UNFUSED ? 12 : 8);
    assertThat(report.weightBytes())
        .isEqualTo(Math.round(report.distinctExperts() * bytesPerExpert(0)) + bytesPerExpert(1));
    assertThat(report.heldBytes()).isGreaterThan(256 * bytesPerExpert(0) + bytesPerExpert(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aShardedForkVerifiesRunsAndReports(int ranks) {
    ShardedBenchmark benchmark = small(new ShardedBenchmark());
    benchmark.model = "gpt-oss-120b";
    benchmark.divisor = 30;
    benchmark.ranks = ranks;
    benchmark.workers = 1;
    benchmark.concurrency = 2;
    assertThat(calls(benchmark, benchmark::forward).count()).isEqualTo(2);
    ForkReport report = report();
    assertThat(report.correctness().passed()).isTrue();
    assertThat(report.workers()).isEqualTo(ranks);
    // Of every rank: router, gather, gate and up, down, sum; two of the ranks themselves.
    assertThat(report.launches()).isEqualTo(5L * ranks + 2);
    NamedModel whole = new ModelSpec("gpt-oss-120b", 30).resolve();
    long bytes = ModelWeights.bytes(whole, QuantFormat.INT8_SYM);
    long biasesOfDown = 4L * 128 * 96; // every rank has all of them, divided
    long all = bytes + (ranks - 1) * biasesOfDown;
    assertThat(report.heldBytes()).isBetween(all - 1024, all + 1024);
    assertThat(report.weightBytes()).isLessThan(bytes / 2).isPositive();
  }

  @Test
  void anAllReduceForkVerifiesRunsAndReports() {
    AllReduceBenchmark benchmark = small(new AllReduceBenchmark());
    benchmark.model = "gpt-oss-120b";
    benchmark.divisor = 30;
    benchmark.workers = 1;
    benchmark.ranks = 3;
    benchmark.concurrency = 3;
    calls(benchmark, benchmark::allReduce);
    ForkReport report = report();
    assertThat(report.correctness().passed()).isTrue();
    assertThat(report.launches()).isEqualTo(1);
    assertThat(report.rowsUseful()).isEqualTo(3);
    assertThat(report.weightBytes()).isZero();
    assertThat(report.heldBytes()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aLaunchForkCountsItsLaunches(int workers) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    LaunchBenchmark benchmark = new LaunchBenchmark();
    benchmark.workers = workers;
    benchmark.prepareAndVerify();
    long before = benchmark.launch();
    assertThat(benchmark.launch()).isEqualTo(before + 1);
    benchmark.report();
    assertThat(report().launches()).isEqualTo(1);
    assertThat(report().workers()).isEqualTo(workers);
    assertThat(report().correctness().compared()).isEqualTo(workers);
    assertThat(report().correctness().passed()).isTrue();
  }

  @Test
  void spoiledOutputsFailTheirForksAndSaySo() {
    SwigluBenchmark swiglu = small(new SwigluBenchmark());
    assertSpoiledFails(swiglu, swiglu::run);
    LayerBenchmark layer = small(new LayerBenchmark());
    assertSpoiledFails(layer, layer::forward);
    ShardedBenchmark sharded = small(new ShardedBenchmark());
    sharded.ranks = 1;
    assertSpoiledFails(sharded, sharded::forward);
    AllReduceBenchmark reduce = small(new AllReduceBenchmark());
    reduce.ranks = 1;
    assertSpoiledFails(reduce, reduce::allReduce);
  }

  private void assertSpoiledFails(SwigluInputs benchmark, TimedMethod method) {
    benchmark.prepareAndVerify();
    Rows output = method.call();
    output.data()[output.index(0) + 5] += 1;
    assertThatThrownBy(benchmark::compareLastOutput).hasMessageContaining("column 5");
    assertThat(report().correctness().passed()).isFalse();
  }

  @Test
  void callsMeetBatchesInTurn() {
    SwigluBenchmark benchmark = small(new SwigluBenchmark());
    benchmark.prepareAndVerify();
    Rows output = benchmark.run();
    float[] first = output.data().clone();
    benchmark.run();
    assertThat(output.data()).isNotEqualTo(first);
    for (int call = 0; call < 63; call++) {
      benchmark.run();
    }
    assertThat(output.data()).containsExactly(first);
    benchmark.compareLastOutput();
  }

  @Test
  void inputsAreHashedWithModelFormatBatchesAndSeed() {
    Set<String> hashes = new HashSet<>();
    hashes.add(hash(b -> {}));
    assertThat(hashes)
        .contains(hash(b -> b.variant = "fused-interleaved"))
        .contains(hash(b -> b.workers = 1))
        .contains(hash(b -> b.sortThreshold = 0));
    hashes.add(hash(b -> b.seed = 2));
    hashes.add(hash(b -> b.format = QuantFormat.INT4_SYM));
    hashes.add(hash(b -> b.concurrency = 2));
    hashes.add(hash(b -> b.popularity = 0.3));
    hashes.add(hash(b -> b.divisor = 32));
    hashes.add(hash(b -> b.model = "olmoe-1b-7b"));
    assertThat(hashes).hasSize(7);
  }

  private String hash(Consumer<SwigluBenchmark> change) {
    SwigluBenchmark benchmark = small(new SwigluBenchmark());
    benchmark.divisor = 16;
    change.accept(benchmark);
    benchmark.prepareAndVerify();
    benchmark.compareLastOutput();
    return report().inputHash();
  }

  @Test
  void badParametersAreRefused() {
    for (Consumer<SwigluBenchmark> change :
        Arrays.<Consumer<SwigluBenchmark>>asList(
            b -> b.model = "olmo",
            b -> b.divisor = 7,
            b -> b.variant = "fusd",
            b -> b.concurrency = 0,
            b -> b.popularity = 1.5)) {
      SwigluBenchmark benchmark = small(new SwigluBenchmark());
      change.accept(benchmark);
      assertThatThrownBy(benchmark::prepareAndVerify).isInstanceOf(UserError.class);
    }
  }

  private interface TimedMethod {
    Rows call();
  }

  private static Rows calls(SwigluInputs benchmark, TimedMethod method) {
    benchmark.prepareAndVerify();
    Rows output = null;
    for (int call = 0; call < 3; call++) {
      output = method.call();
    }
    benchmark.compareLastOutput();
    return output;
  }

  private static void assertVerified(ForkReport report, long concurrency) {
    assertThat(report.correctness().passed()).isTrue();
    assertThat(report.correctness().compared()).isPositive();
    assertThat(report.rowsUseful()).isEqualTo(concurrency * SLOTS);
    assertThat(report.rowsExecuted()).isEqualTo(concurrency * SLOTS);
    assertThat(report.distinctExperts()).isBetween(SLOTS + 0.0, concurrency * SLOTS + 0.0);
    assertThat(report.inputHash()).isNotBlank();
  }

  /** Bytes of an expert's three projections: a routed one or a shared one. */
  private static long bytesPerExpert(int kind) {
    NamedModel model = new ModelSpec(SHARED_MODEL, SHARED_DIVISOR).resolve();
    return ModelWeights.specs(model, QuantFormat.INT8_SYM, 1).stream()
        .skip(3L * kind)
        .limit(3)
        .map(WeightSpec::layout)
        .mapToLong(layout -> layout.bytesPerExpert())
        .sum();
  }

  private <T extends SwigluInputs> T small(T benchmark) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    benchmark.model = SHARED_MODEL;
    benchmark.divisor = SHARED_DIVISOR;
    benchmark.format = QuantFormat.INT8_SYM;
    benchmark.variant = "fused";
    benchmark.concurrency = 1;
    benchmark.sortThreshold = 8;
    benchmark.popularity = 0.15;
    benchmark.workers = 2;
    benchmark.seed = 1;
    benchmark.cache = weights.toString();
    return benchmark;
  }

  private ForkReport report() {
    return ResultFiles.read(channel(), ForkReport.class);
  }

  private Path channel() {
    return folder.resolve("report.json");
  }
}
