// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.fault.UserError;
import org.moebench.moe.Crossover;
import org.moebench.quant.QuantFormat;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.result.ResultFiles;
import org.moebench.run.TuningMachine;
import org.moebench.tensor.Rows;
import org.moebench.workload.ForwardPreset;
import org.moebench.workload.ForwardPresets;
import org.moebench.workload.TuningFile;

/** Runs the benchmark of forward passes itself, on small stacks. */
class ModelBenchmarkTest {
  private static final int DIVISOR = 16;

  @TempDir static Path weights;
  @TempDir Path folder;

  @AfterEach
  void forgetTheChannel() {
    System.clearProperty(ForkChannel.PROPERTY);
  }

  @ParameterizedTest
  @CsvSource({
    "forward, 160, 48, 36", // 2 layers: 64 + 8·2 rows; 8 + 8·2 experts; up and down in 9 steps
    "prefill, 128, 16, 4",
    "decode, 32, 32, 32"
  })
  void aPassOfProjectionsVerifiesRunsAndReports(String part, int rows, int active, int launches) {
    ModelBenchmark benchmark = small("mixtral-tiny");
    benchmark.part = part;
    Rows output = calls(benchmark);
    assertThat(output.count()).isEqualTo(part.equals("prefill") ? 64 : 2);
    ForkReport report = report();
    assertThat(report.correctness().message()).isNull();
    assertThat(report.correctness().compared()).isPositive();
    assertThat(report.rowsUseful()).isEqualTo(rows);
    assertThat(report.rowsExecuted()).isEqualTo(rows);
    assertThat(report.launches()).isEqualTo(launches);
    ForwardPreset shape = ForwardPresets.find("mixtral-tiny").shrunk(DIVISOR);
    assertThat(report.weightBytes()).isEqualTo(active * shape.expertBytes(QuantFormat.INT4_SYM));
    assertThat(report.heldBytes()).isEqualTo(shape.weightBytes(QuantFormat.INT4_SYM));
    int layersOfSteps = 2 * (part.equals("forward") ? 9 : part.equals("decode") ? 8 : 1);
    assertThat(report.distinctExperts()).isEqualTo((double) active / layersOfSteps);
  }

  @Test
  void aPassOfSwigluLayersVerifiesRunsAndReports() {
    ModelBenchmark benchmark = small("olmoe-swiglu");
    benchmark.routing = "realistic";
    benchmark.variant = "unified-tuned";
    benchmark.beside = "always-prefill";
    benchmark.layers = 2;
    assertThat(calls(benchmark).count()).isEqualTo(1);
    ForkReport report = report();
    assertThat(report.correctness().message()).isNull();
    assertThat(report.rowsUseful()).isEqualTo(2 * (64 + 8) * 8);
    // Of a layer: gate and up, down, weighted sum; prefill gathers before.
    assertThat(report.launches()).isEqualTo(2 * (4 + 8 * 3));
  }

  @Test
  void strategiesTakeTurnsByIteration() {
    ModelBenchmark benchmark = small("mixtral-tiny");
    benchmark.variant = "always-decode";
    benchmark.beside = "always-prefill";
    benchmark.prepareAndVerify();
    benchmark.takeTurns();
    Rows decode = benchmark.forward();
    benchmark.takeTurns();
    Rows prefill = benchmark.forward();
    assertThat(prefill.data()).isNotSameAs(decode.data()).isNotEqualTo(decode.data());
    benchmark.takeTurns();
    assertThat(benchmark.forward().data()).isSameAs(decode.data());
    benchmark.compareLastOutput();
    assertThat(report().launches()).isEqualTo(36);
  }

  @Test
  void aSpoiledOutputOfEitherStrategyFails() {
    for (int turns = 1; turns <= 2; turns++) {
      ModelBenchmark benchmark = small("mixtral-tiny");
      benchmark.beside = "unified-auto";
      benchmark.prepareAndVerify();
      for (int turn = 0; turn < turns; turn++) {
        benchmark.takeTurns();
      }
      Rows output = benchmark.forward();
      output.data()[output.index(0) + 5] += 1e6f;
      assertThatThrownBy(benchmark::compareLastOutput)
          .hasMessageContaining("step 8, layer 1, down: expert 6, row 0, column 5");
      assertThat(report().correctness().passed()).isFalse();
    }
  }

  @Test
  void theTunedStrategyGoesByTheTuningFile() {
    float[] usual = lastOutput("none");
    Path file = folder.resolve("tuning.json");
    List<Crossover> never = List.of(new Crossover(QuantFormat.INT4_SYM, 64, 128, 0, 8));
    TuningFile.write(file, TuningMachine.id(2), "test", Instant.EPOCH, never);
    assertThat(lastOutput(file.toString())).isNotEqualTo(usual);
    TuningFile.write(file, "another machine", "test", Instant.EPOCH, never);
    assertThat(lastOutput(file.toString())).isEqualTo(usual);
  }

  private float[] lastOutput(String tuning) {
    ModelBenchmark benchmark = small("mixtral-tiny");
    benchmark.variant = "unified-tuned";
    benchmark.tuning = tuning;
    return calls(benchmark).data();
  }

  @Test
  void theInputHashIsThatOfTheInputsAlone() {
    String hash = hash(b -> {});
    assertThat(hash(b -> b.variant = "always-decode")).isEqualTo(hash);
    assertThat(hash(b -> b.beside = "unified-hinted")).isEqualTo(hash);
    assertThat(hash(b -> b.routing = "realistic")).isNotEqualTo(hash);
    assertThat(hash(b -> b.part = "decode")).isNotEqualTo(hash);
    assertThat(hash(b -> b.seed = 7)).isNotEqualTo(hash);
    assertThat(hash(b -> b.format = QuantFormat.INT8_SYM)).isNotEqualTo(hash);
  }

  private String hash(Consumer<ModelBenchmark> change) {
    ModelBenchmark benchmark = small("mixtral-tiny");
    change.accept(benchmark);
    benchmark.prepareAndVerify();
    benchmark.compareLastOutput();
    return report().inputHash();
  }

  @Test
  void badParametersAreRefused() {
    for (Consumer<ModelBenchmark> change :
        List.<Consumer<ModelBenchmark>>of(
            b -> b.preset = "mixtral",
            b -> b.routing = "random",
            b -> b.part = "prefil",
            b -> b.divisor = 7,
            b -> b.layers = -1,
            b -> b.variant = "always",
            b -> b.beside = "always",
            b -> b.workers = 0)) {
      ModelBenchmark benchmark = small("mixtral-tiny");
      change.accept(benchmark);
      assertThatThrownBy(benchmark::prepareAndVerify).isInstanceOf(UserError.class);
    }
  }

  private static Rows calls(ModelBenchmark benchmark) {
    benchmark.prepareAndVerify();
    Rows output = null;
    for (int call = 0; call < 3; call++) {
      output = benchmark.forward();
    }
    benchmark.compareLastOutput();
    return output;
  }

  private ModelBenchmark small(String preset) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    ModelBenchmark benchmark = new ModelBenchmark();
    benchmark.preset = preset;
    benchmark.routing = "published";
    benchmark.part = "forward";
    benchmark.format = QuantFormat.INT4_SYM;
    benchmark.divisor = DIVISOR;
    benchmark.variant = "always-prefill";
    benchmark.workers = 2;
    benchmark.seed = 42;
    benchmark.cache = weights.toString();
    benchmark.tuning = "none";
    return benchmark;
  }

  private Path channel() {
    return folder.resolve("fork.json");
  }

  private ForkReport report() {
    return ResultFiles.read(channel(), ForkReport.class);
  }
}
