// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.gemm.GemmVariant;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.QuantFormat;
import org.moebench.result.CeilingReport;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.result.ResultFiles;

/** Runs the benchmark classes themselves, once, on small inputs. */
class BenchmarksTest {
  @TempDir Path folder;

  @AfterEach
  void forgetTheChannel() {
    System.clearProperty(ForkChannel.PROPERTY);
  }

  @ParameterizedTest
  @EnumSource(PrefillVariant.class)
  void aPrefillForkVerifiesRunsAndReports(PrefillVariant variant) {
    for (QuantFormat format : List.of(QuantFormat.INT2_ASYM, QuantFormat.FP32)) {
      PrefillBenchmark benchmark = small(new PrefillBenchmark(), format);
      benchmark.strategy = variant.id();
      benchmark.prepareAndVerify();
      benchmark.prefill();
      benchmark.compareLastOutput();
      ForkReport report = ResultFiles.read(channel(), ForkReport.class);
      assertThat(report.correctness().passed()).isTrue();
      assertThat(report.correctness().compared()).isEqualTo(64 * 40);
      assertThat(report.rowsUseful()).isEqualTo(64);
      assertThat(report.rowsExecuted()).isGreaterThanOrEqualTo(64);
      assertThat(report.launches()).isPositive();
      assertThat(report.weightBytes()).isPositive();
      assertThat(report.inputHash()).isNotBlank();
    }
  }

  @Test
  void aSpoiledOutputFailsTheForkAndSaysSo() {
    PrefillBenchmark benchmark = small(new PrefillBenchmark(), QuantFormat.INT8_SYM);
    benchmark.strategy = "grouped";
    benchmark.prepareAndVerify();
    var output = benchmark.prefill();
    output.data()[output.index(3)] += 1;
    assertThatThrownBy(benchmark::compareLastOutput).hasMessageContaining("reference");
    ForkReport report = ResultFiles.read(channel(), ForkReport.class);
    assertThat(report.correctness().passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pack", "dequantize", "gather-scatter", "launches"})
  void everyPartRunsAndReports(String part) {
    PrefillPartsBenchmark benchmark = small(new PrefillPartsBenchmark(), QuantFormat.INT4_SYM);
    benchmark.part = part;
    benchmark.threshold = part.equals("gather-scatter") ? 8 : 0;
    benchmark.prepare();
    benchmark.part();
    benchmark.report();
    assertThat(ResultFiles.read(channel(), ForkReport.class).launches()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(GemmVariant.class)
  void aDenseMultiplicationVerifiesAndRuns(GemmVariant variant) {
    GemmBenchmark benchmark = new GemmBenchmark();
    benchmark.variant = variant;
    benchmark.format = QuantFormat.FP8_E5M2;
    benchmark.rows = 13;
    benchmark.n = 40;
    benchmark.k = 64;
    benchmark.group = 32;
    benchmark.prepareAndVerify();
    assertThat(benchmark.multiply().count()).isEqualTo(13);
  }

  @Test
  void ceilingProbesReportTheirWork() {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    CeilingBenchmark benchmark = new CeilingBenchmark();
    CeilingBenchmark.Fma probe = new CeilingBenchmark.Fma();
    probe.workers = 2;
    probe.start();
    assertThat(benchmark.fma(probe)).hasSize(2).doesNotContain(0);
    probe.stop();
    CeilingReport report = ResultFiles.read(channel(), CeilingReport.class);
    assertThat(report.workPerCall())
        .isEqualTo(2.0 * 12 * (report.vectorBits() / 32.0) * (1 << 20) * 2);
  }

  @Test
  void everyBenchmarkIsInTheList() throws IOException {
    StringBuilder lists = new StringBuilder(); // the tests' own benchmarks have one too
    for (URL list :
        Collections.list(
            BenchmarksTest.class.getClassLoader().getResources("META-INF/BenchmarkList"))) {
      try (InputStream in = list.openStream()) {
        lists.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(lists.toString())
        .contains("PrefillBenchmark", "PrefillPartsBenchmark", "CeilingBenchmark", "GemmBenchmark");
  }

  private Path channel() {
    return folder.resolve("report.json");
  }

  private <T extends PrefillInputs> T small(T benchmark, QuantFormat format) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    benchmark.format = format;
    benchmark.threshold = 8;
    benchmark.workload = "recorded-256-31k";
    benchmark.experts = 8;
    benchmark.rows = 64;
    benchmark.n = 40;
    benchmark.k = 64;
    benchmark.group = 32;
    benchmark.workers = 2;
    benchmark.seed = 1;
    benchmark.cache = folder.resolve("weights").toString();
    return benchmark;
  }
}
