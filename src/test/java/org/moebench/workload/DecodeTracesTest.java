// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.UserError;

class DecodeTracesTest {
  static List<String> names() {
    return DecodeTraces.names();
  }

  @Test
  void listsEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("datasets/decode"))) {
      List<String> expected =
          files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();
      assertThat(DecodeTraces.names()).isEqualTo(expected).contains("qwen3-30b-decode");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyWorkloadShowsItsReference(String name) {
    DecodeWorkload workload = DecodeTraces.find(name, 42);
    assertThat(workload.name()).isEqualTo(name);
    assertThat(workload.source()).isNotBlank();
    assertThat(workload.sizes()).isNotBlank();
    assertThat(workload.hidden() % 32 + workload.intermediate() % 32).isZero();
    assertThat(DecodeRealism.check(workload))
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.ok()).as("%s", check).isTrue());
  }

  @ParameterizedTest
  @MethodSource("names")
  void longerTracesStartWithShorterOnesAndSeedsDiffer(String name) {
    DecodeWorkload workload = DecodeTraces.find(name, 42);
    RoutingTrace longer = workload.trace(1, 5);
    RoutingTrace shorter = workload.trace(1, 3);
    assertThat(ids(longer, 3)).isEqualTo(ids(shorter, 3));
    assertThat(workload.trace(1, 5).sha256()).isEqualTo(longer.sha256());
    assertThat(workload.trace(2, 5).sha256()).isNotEqualTo(longer.sha256());
    assertThat(DecodeTraces.find(name, 43).trace(1, 5).sha256()).isNotEqualTo(longer.sha256());
    assertThat(longer.layers()).isEqualTo(workload.layers());
    assertThat(longer.topK()).isEqualTo(workload.topK());
  }

  @Test
  void controlIsAtChance() {
    DecodeWorkload control = DecodeTraces.find("uniform-decode", 7);
    List<RoutingTrace> sample = DecodeRealism.sample(control);
    assertThat(TraceStatistics.mean(sample, TraceStatistics::overlap))
        .isCloseTo(1 / 16.0, within(0.005));
    assertThat(TraceStatistics.union(sample, 16))
        .isCloseTo(DistinctExperts.uniform(128, 8, 16), within(0.5));
    assertThat(TraceStatistic.parse("overlap").check(control, sample, 0.427).ok()).isFalse();
  }

  @Test
  void laterLayersOfQwenShareMoreThanTheFirst() {
    List<RoutingTrace> sample = DecodeRealism.sample(DecodeTraces.find("qwen3-30b-decode", 3));
    assertThat(TraceStatistics.mean(sample, 0, TraceStatistics::overlap)).isLessThan(0.11);
    assertThat(TraceStatistics.mean(sample, 7, TraceStatistics::overlap)).isGreaterThan(0.56);
  }

  /**
   * Different experts of 4, 16 and 64 sequences, calculated as {@code E·(1 - E[(1-p(G))^B])}, where
   * p(G) is the probability of an expert of popularity G if experts were infinitely many.
   */
  @ParameterizedTest
  @CsvSource({
    "128, 8, 0, 29.1, 82.4, 125.9",
    "128, 8, 0.1, 28.0, 73.7, 116.7",
    "128, 8, 0.3, 25.4, 58.9, 94.4",
    "256, 8, 0.1, 29.7, 92.2, 190.9",
    "256, 8, 0.3, 27.5, 73.8, 141.3",
    "512, 10, 0.3, 35.6, 103.5, 220.8",
  })
  void sharedPopularityLetsBatchesTouchFewerExperts(
      int experts, int topK, double popularity, double of4, double of16, double of64) {
    CopulaGenerator generator = new CopulaGenerator(experts, topK, onlyPopularity(popularity, 32));
    List<RoutingTrace> sample =
        IntStream.range(0, 64).mapToObj(sequence -> generator.trace(42, sequence, 1)).toList();
    assertThat(TraceStatistics.union(sample, 4)).isCloseTo(of4, within(0.04 * of4));
    assertThat(TraceStatistics.union(sample, 16)).isCloseTo(of16, within(0.04 * of16));
    assertThat(TraceStatistics.union(sample, 64)).isCloseTo(of64, within(0.04 * of64));
  }

  @Test
  void resizedKeepsItsLocality() {
    DecodeWorkload olmoe = DecodeTraces.find("olmoe-decode", 42);
    DecodeWorkload small = olmoe.resized(16, 2);
    assertThat(small.name()).isEqualTo("olmoe-decode/16x2");
    assertThat(small.experts()).isEqualTo(16);
    assertThat(small.topK()).isEqualTo(2);
    assertThat(small.layers()).isEqualTo(16);
    assertThat(DecodeRealism.check(small)).isEmpty();
    List<RoutingTrace> sample =
        IntStream.range(0, 16).mapToObj(sequence -> small.trace(sequence, 200)).toList();
    assertThat(TraceStatistics.mean(sample, TraceStatistics::overlap))
        .isCloseTo(0.40, within(0.03));
    assertThat(olmoe.resized(64, 8)).isSameAs(olmoe);
    assertThatThrownBy(() -> olmoe.resized(8, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("overlap 0.41 is below chance");
    assertThatThrownBy(() -> olmoe.resized(8, 8)).isInstanceOf(UserError.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.4, 0.6, 0.8})
  void reuseIsExactForBatchesOfAllSizes(double reuse) {
    ReuseGenerator generator = new ReuseGenerator(64, 4, 3, reuse);
    List<RoutingTrace> rows =
        IntStream.range(0, 24).mapToObj(sequence -> generator.trace(5, sequence, 4)).toList();
    for (int batch = 1; batch <= rows.size(); batch++) {
      long wanted = Math.max(4, Math.min(64, Math.round((1 - reuse) * batch * 4)));
      for (int t = 0; t < 4; t++) {
        for (int layer = 0; layer < 3; layer++) {
          int[] ids = new int[batch * 4];
          for (int row = 0; row < batch; row++) {
            rows.get(row).copy(t, layer, ids, row * 4);
          }
          assertThat(DistinctExperts.count(ids, 64)).isEqualTo((int) wanted);
        }
      }
    }
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    assertThatThrownBy(() -> DecodeTraces.find("qwen-30b-decode", 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'qwen3-30b-decode'");
  }

  @Test
  void theSameEverywhere() {
    assertThat(DecodeTraces.find("olmoe-decode", 42).trace(3, 20).sha256())
        .isEqualTo("96fdafbf626fc86b6e14698d2cf8279db9bf06716e920845dfe6c8e1c1802f5d");
    assertThat(DecodeTraces.find("mixtral-decode", 42).trace(3, 20).sha256())
        .isEqualTo("25a1c200191ba3362c247c46b85f069468ad413af6d65c0334ef508902a5ba95");
  }

  private static CopulaKnobs onlyPopularity(double popularity, int layers) {
    List<Double> all = Collections.nCopies(layers, popularity);
    List<Double> none = Collections.nCopies(layers, 0.0);
    return new CopulaKnobs(List.of(), 0, all, 1, 1, popularity, none);
  }

  private static List<Integer> ids(RoutingTrace trace, int tokens) {
    return IntStream.range(0, tokens * trace.layers() * trace.topK())
        .mapToObj(
            i ->
                trace.expert(
                    i / trace.topK() / trace.layers(),
                    i / trace.topK() % trace.layers(),
                    i % trace.topK()))
        .toList();
  }
}
