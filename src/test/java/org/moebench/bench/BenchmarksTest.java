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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
import org.moebench.routing.RoutingVariant;

/** Runs the benchmark classes themselves, once, on small inputs. */
class BenchmarksTest {
  private static final String LIST = "META-INF/BenchmarkList";

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

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void aRoutingForkVerifiesRunsAndReports(RoutingVariant variant) {
    for (String logits : List.of("fp32", "bf16")) {
      RoutingBenchmark benchmark = small(new RoutingBenchmark(), logits);
      benchmark.variant = variant.id();
      benchmark.prepareAndVerify();
      for (int call = 0; call < 3; call++) {
        assertThat(benchmark.route()).hasSize(17 * 8);
      }
      benchmark.compareLastOutput();
      ForkReport report = ResultFiles.read(channel(), ForkReport.class);
      assertThat(report.correctness().passed()).isTrue();
      assertThat(report.rowsUseful()).isEqualTo(17);
      assertThat(report.rowsExecuted()).isEqualTo(17);
      assertThat(report.weightBytes()).isZero();
      assertThat(report.workers()).isEqualTo(2);
      assertThat(report.nearTies()).isNotNull();
      if (variant == RoutingVariant.STAGED) { // score, bias, three of groups, top-k, gather, scale
        assertThat(report.launches()).isEqualTo(8);
      } else {
        assertThat(report.launches()).isPositive();
      }
    }
  }

  @Test
  void aSpoiledRouteFailsTheForkAndSaysSo() {
    RoutingBenchmark benchmark = small(new RoutingBenchmark(), "fp32");
    benchmark.variant = "scalar";
    benchmark.prepareAndVerify();
    benchmark.route()[9] ^= 1;
    assertThatThrownBy(benchmark::compareLastOutput).hasMessageContaining("reference");
    ForkReport report = ResultFiles.read(channel(), ForkReport.class);
    assertThat(report.correctness().passed()).isFalse();
  }

  @Test
  void routingInputsAreHashedWithRouterTypeSizeAndSeed() {
    Set<String> hashes = new HashSet<>();
    hashes.add(routingHash(b -> {}));
    assertThat(hashes).contains(routingHash(b -> b.workers = 1));
    hashes.add(routingHash(b -> b.seed = 2));
    hashes.add(routingHash(b -> b.tokens = 16));
    hashes.add(routingHash(b -> b.logits = "bf16"));
    hashes.add(routingHash(b -> b.router = "qwen3-30b-a3b"));
    assertThat(hashes).hasSize(5);
  }

  private String routingHash(Consumer<RoutingBenchmark> change) {
    RoutingBenchmark benchmark = small(new RoutingBenchmark(), "fp32");
    benchmark.variant = "scalar";
    change.accept(benchmark);
    benchmark.prepareAndVerify();
    benchmark.compareLastOutput();
    return ResultFiles.read(channel(), ForkReport.class).inputHash();
  }

  @Test
  void aSortingForkVerifiesRunsAndReports() {
    ExpertSortBenchmark benchmark = small(new ExpertSortBenchmark(), "fp32");
    benchmark.prepareAndVerify();
    assertThat(benchmark.sort()).hasSize(17 * 8).doesNotHaveDuplicates();
    benchmark.compareLastOrder();
    ForkReport report = ResultFiles.read(channel(), ForkReport.class);
    assertThat(report.correctness().passed()).isTrue();
    assertThat(report.correctness().compared()).isEqualTo(17 * 8 + 257);
    assertThat(report.launches()).isEqualTo(2);
    assertThat(report.nearTies()).isNull();
  }

  @Test
  void aSpoiledOrderFailsTheFork() {
    ExpertSortBenchmark benchmark = small(new ExpertSortBenchmark(), "fp32");
    benchmark.prepareAndVerify();
    benchmark.sort()[5]++;
    assertThatThrownBy(benchmark::compareLastOrder).hasMessageContaining("place 5");
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
    StringBuilder text = new StringBuilder(); // the tests have a list of their own beside it
    for (URL list : Collections.list(getClass().getClassLoader().getResources(LIST))) {
      try (InputStream in = list.openStream()) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(text)
        .contains(
            "PrefillBenchmark",
            "PrefillPartsBenchmark",
            "RoutingBenchmark",
            "ExpertSortBenchmark",
            "SwigluBenchmark",
            "LayerBenchmark",
            "ShardedBenchmark",
            "AllReduceBenchmark",
            "LaunchBenchmark",
            "CeilingBenchmark",
            "GemmBenchmark");
  }

  private Path channel() {
    return folder.resolve("report.json");
  }

  private <T extends RoutingInputs> T small(T benchmark, String logits) {
    System.setProperty(ForkChannel.PROPERTY, channel().toString());
    benchmark.router = "deepseek-v3";
    benchmark.tokens = 17;
    benchmark.logits = logits;
    benchmark.workers = 2;
    benchmark.seed = 1;
    return benchmark;
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
