// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.result.ResultFiles;
import org.moebench.trace.TraceBlock;

/** Runs the benchmark of recording itself, on a small layer. */
class RecordingBenchmarkTest {
  /** Router, gather, gate, up, activation, down, weighted sum. */
  private static final int LAUNCHES = 7;

  private static final int CONCURRENCY = 3;
  private static final int SLOTS = 8;

  @TempDir static Path weights;
  @TempDir Path folder;

  @AfterEach
  void forgetTheChannel() {
    System.clearProperty(ForkChannel.PROPERTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "discarding", "blocks"})
  void aForkVerifiesRunsAndReports(String recorder) {
    RecordingBenchmark benchmark = small(recorder);
    benchmark.prepareAndVerify();
    for (int call = 0; call < 3; call++) {
      benchmark.forward();
    }
    benchmark.compareLastOutput();
    ForkReport report = ResultFiles.read(channel(), ForkReport.class);
    assertThat(report.correctness().passed()).isTrue();
    boolean off = recorder.equals("off");
    assertThat(report.launches()).isEqualTo(off ? LAUNCHES : LAUNCHES + 1);
    if (recorder.equals("blocks")) {
      assertRecorded(benchmark.taken());
    } else {
      assertThat(benchmark.taken()).isNull();
    }
  }

  private static void assertRecorded(TraceBlock block) {
    assertThat(block.size()).isEqualTo(CONCURRENCY);
    assertThat(block.topK()).isEqualTo(SLOTS);
    assertThat(block.sequences()).containsExactly(0, 1, 2);
    for (int slot = 0; slot < CONCURRENCY * SLOTS; slot++) {
      assertThat(block.ids()[slot]).isBetween((short) 0, (short) 63);
      assertThat(block.weights()[slot]).isPositive();
      assertThat(block.norms()[slot]).isPositive();
      assertThat(block.maxima()[slot]).isPositive().isLessThanOrEqualTo(block.norms()[slot]);
    }
  }

  @Test
  void anUnknownRecorderIsRefused() {
    assertThatThrownBy(() -> small("of").prepareAndVerify())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'off'?");
  }

  private RecordingBenchmark small(String recorder) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    RecordingBenchmark benchmark = new RecordingBenchmark();
    benchmark.recorder = recorder;
    benchmark.model = "olmoe-1b-7b";
    benchmark.divisor = 16;
    benchmark.format = QuantFormat.INT8_SYM;
    benchmark.variant = "unfused";
    benchmark.concurrency = CONCURRENCY;
    benchmark.sortThreshold = 8;
    benchmark.popularity = 0.15;
    benchmark.workers = 2;
    benchmark.seed = 1;
    benchmark.cache = weights.toString();
    return benchmark;
  }

  private Path channel() {
    return folder.resolve("report.json");
  }
}
