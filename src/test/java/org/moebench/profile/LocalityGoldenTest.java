// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.trace.TraceBlock;

/** Every case of {@code golden/locality.json}. */
class LocalityGoldenTest {
  private static final JsonNode FILE = GoldenCases.read("locality.json");
  private static final double RTOL = FILE.at("/tolerance/metrics/rtol").asDouble();
  private static final double ATOL = FILE.at("/tolerance/metrics/atol").asDouble();

  @TestFactory
  List<DynamicTest> inOneBlock() {
    return tests(Integer.MAX_VALUE);
  }

  @TestFactory
  List<DynamicTest> inBlocksOfThree() {
    return tests(3);
  }

  private static List<DynamicTest> tests(int blockSize) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : FILE.get("cases")) {
      for (JsonNode layer : golden.get("layers")) {
        tests.add(
            DynamicTest.dynamicTest(
                golden.get("name").asText() + " layer " + layer.get("layer"),
                () -> check(golden, layer, blockSize)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonNode golden, JsonNode layer, int blockSize) {
    int experts = golden.get("E").asInt();
    int topK = golden.get("k").asInt();
    LayerPass pass =
        new LayerPass(
            layer.get("layer").asInt(),
            layer.get("hash_router").asBoolean(),
            experts,
            topK,
            ProfileOptions.DEFAULT);
    blocks(layer, topK, blockSize).forEach(pass::take);
    LayerFigures actual = new LayerFigures(pass.sums);
    JsonNode expected = layer.get("expected");
    assertThat(actual.records()).isEqualTo(expected.get("records").asLong());
    assertThat(actual.selections()).isEqualTo(expected.get("selections").asLong());
    assertThat(actual.hashRouter()).isEqualTo(expected.get("hash_router").asBoolean());
    close(expected.get("histogram"), Arrays.stream(actual.histogram()).asDoubleStream().toArray());
    close(expected.get("weight_sum"), actual.weightSums());
    close(expected.get("avg_weight"), actual.averageWeights());
    assertThat(actual.uniqueExperts()).isEqualTo(expected.get("unique_experts").asInt());
    top(expected.get("top"), actual.top(10));
    close(expected, "entropy_bits", actual.entropyBits());
    close(expected, "entropy_ratio", actual.entropyRatio());
    assertThat(actual.pairs()).isEqualTo(expected.get("pairs").asLong());
    close(expected, "overlap_count", actual.overlapCount());
    close(expected, "overlap_fraction", actual.overlap().value());
    close(expected, "jaccard", actual.jaccard());
    close(expected, "position_stability", actual.positionStability());
    assertThat(actual.reuseSamples()).isEqualTo(expected.get("reuse_samples").asLong());
    close(expected, "median_reuse_distance", actual.medianReuseDistance());
    close(expected, "gini", actual.gini());
    close(expected, "max_over_mean", actual.maxOverMean());
    lru(expected.get("lru"), actual.caches());
  }

  static Stream<TraceBlock> blocks(JsonNode layer, int topK, int most) {
    int tokens = layer.get("ids").size();
    List<TraceBlock> blocks = new ArrayList<>();
    for (int from = 0; from == 0 || from < tokens; from += Math.min(most, Math.max(1, tokens))) {
      int size = Math.min(most, tokens - from);
      TraceBlock block = new TraceBlock(size, topK);
      block.start(0, from, size);
      for (int r = 0; r < size; r++) {
        block.sequences()[r] = layer.get("seq").get(from + r).asInt();
        block.positions()[r] = layer.get("pos").get(from + r).asInt();
        for (int slot = 0; slot < topK; slot++) {
          block.ids()[r * topK + slot] = (short) layer.get("ids").get(from + r).get(slot).asInt();
        }
      }
      fillWeights(layer.get("weights"), block, from);
      blocks.add(block);
    }
    return blocks.stream();
  }

  private static void fillWeights(JsonNode weights, TraceBlock block, int from) {
    if (!weights.isNull()) {
      float[] to = block.fillWeights();
      for (int i = 0; i < block.size() * block.topK(); i++) {
        to[i] = (float) weights.get(from + i / block.topK()).get(i % block.topK()).asDouble();
      }
    }
  }

  private static void top(JsonNode expected, List<TopExpert> actual) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      JsonNode one = expected.get(i);
      assertThat(actual.get(i).id()).isEqualTo(one.get("id").asInt());
      assertThat(actual.get(i).count()).isEqualTo(one.get("count").asLong());
      close(one, "pct", 100 * actual.get(i).share());
      close(one, "cum_pct", 100 * actual.get(i).cumulativeShare());
      if (one.get("weight_sum").isNull()) {
        assertThat(actual.get(i).weight()).isNaN();
      } else {
        close(one, "weight_sum", actual.get(i).weight());
      }
    }
  }

  private static void lru(JsonNode expected, CacheFigures actual) {
    assertThat(actual.sizes()).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      JsonNode one = expected.get(i);
      int n = one.get("n").asInt();
      assertThat(actual.sizes()[i]).isEqualTo(n);
      assertThat(actual.lruHits(n)).isEqualTo(one.get("hits").asLong());
      close(one, "hit_rate", actual.lru(n));
      if (one.get("weighted_hit_rate").isNull()) {
        assertThat(actual.weighted()).isFalse();
      } else {
        close(one, "weighted_hit_rate", actual.lruWeighted(n));
      }
    }
  }

  private static void close(JsonNode expected, String name, double actual) {
    assertThat(matches(expected.get(name).asDouble(), actual))
        .as("%s: expected %s, was %s", name, expected.get(name), actual)
        .isTrue();
  }

  private static void close(JsonNode expected, double[] actual) {
    if (expected.isNull()) {
      assertThat(actual).isNull();
      return;
    }
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.length; i++) {
      assertThat(matches(expected.get(i).asDouble(), actual[i]))
          .as("%s: expected %s, was %s", i, expected.get(i), actual[i])
          .isTrue();
    }
  }

  private static boolean matches(double expected, double actual) {
    return Math.abs(actual - expected) <= ATOL + RTOL * Math.abs(expected);
  }
}
