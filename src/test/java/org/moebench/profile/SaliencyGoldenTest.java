// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.tensor.OutputSize;

/** Every case of {@code golden/saliency.json}. */
class SaliencyGoldenTest {
  private static final JsonNode FILE = GoldenCases.read("saliency.json");
  private static final double RTOL = FILE.at("/tolerance/metrics/rtol").asDouble();
  private static final double ATOL = FILE.at("/tolerance/metrics/atol").asDouble();

  /** Reads the id of a slot. */
  private interface Ids {
    int at(int token, int slot);
  }

  @TestFactory
  List<DynamicTest> all() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : FILE.get("cases")) {
      tests.add(DynamicTest.dynamicTest(golden.get("name").asText(), () -> check(golden)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonNode golden) {
    int tokens = golden.get("T").asInt();
    Ids ids = (token, slot) -> golden.get("ids").get(token).get(slot).asInt();
    SaliencySums sums = sums(golden, 0, tokens, ids);
    compare(golden.get("expected"), sums);
    pairwise(golden, sums);
    JsonNode merge = golden.get("merge");
    if (!merge.isNull()) {
      int split = merge.get("split").asInt();
      SaliencySums first = sums(golden, 0, split, ids);
      SaliencySums second = sums(golden, split, tokens, ids);
      compare(merge.get("first"), first);
      compare(merge.get("second"), second);
      first.add(second);
      compare(golden.get("expected"), first);
    }
    JsonNode strided = golden.get("ids_strided");
    if (!strided.isNull()) {
      int stride = strided.get("stride").asInt();
      Ids rows = (token, slot) -> strided.get("data").get(token * stride + slot).asInt();
      compare(golden.get("expected"), sums(golden, 0, tokens, rows));
    }
  }

  @Test
  void stridedIdsReadAsContiguousFail() {
    int found = 0;
    for (JsonNode golden : FILE.get("cases")) {
      JsonNode strided = golden.get("ids_strided");
      if (!strided.isNull()) {
        found++;
        int topK = golden.get("k").asInt();
        Ids wrong = (token, slot) -> strided.get("data").get(token * topK + slot).asInt();
        SaliencySums sums = sums(golden, 0, golden.get("T").asInt(), wrong);
        assertThat(new SaliencyFigures(sums).activationCounts())
            .isNotEqualTo(longs(golden.get("expected").get("activation_counts")));
      }
    }
    assertThat(found).isPositive();
  }

  private static SaliencySums sums(JsonNode golden, int from, int to, Ids ids) {
    int experts = golden.get("E").asInt();
    SaliencySums sums = new SaliencySums(experts);
    for (int t = from; t < to; t++) {
      if (!golden.get("mask").isNull() && golden.get("mask").get(t).asInt() == 0) {
        continue;
      }
      sums.tokens++;
      for (int slot = 0; slot < golden.get("k").asInt(); slot++) {
        int expert = ids.at(t, slot);
        if (expert < 0 || expert >= experts) {
          continue;
        }
        float[] output = floats(golden.get("outputs").get(t).get(slot));
        sums.add(
            expert,
            golden.get("gates").get(t).get(slot).asDouble(),
            OutputSize.norm(output, 0, output.length, 1));
        sums.max(expert, OutputSize.largest(output, 0, output.length, 1));
      }
    }
    return sums;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static void compare(JsonNode expected, SaliencySums sums) {
    SaliencyFigures actual = new SaliencyFigures(sums);
    assertThat(actual.totalTokens()).isEqualTo(expected.get("total_tokens").asLong());
    assertThat(actual.activationCounts()).isEqualTo(longs(expected.get("activation_counts")));
    close(expected, "activation_frequency", actual.activationFrequency());
    close(expected, "gate_sum", actual.gateSum());
    close(expected, "avg_gate_weight", actual.averageGateWeight());
    close(expected, "ean_sum", actual.eanSum());
    close(expected, "ean_mean", actual.eanMean());
    close(expected, "weighted_ean_sum", actual.weightedEanSum());
    close(expected, "reap", actual.reap());
    close(expected, "max_activation", actual.maxActivation());
    assertThat(Arrays.stream(actual.neverActivated()).asLongStream().toArray())
        .isEqualTo(longs(expected.get("never_activated")));
    assertThat(Set.copyOf(actual.ranking())).hasSize(actual.reap().length);
  }

  /** A sum of two experts' counts, as the REAP observer keeps it; not co-occurrence. */
  private static void pairwise(JsonNode golden, SaliencySums sums) {
    JsonNode expected = golden.get("pairwise_frequency");
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < expected.get(i).size(); j++) {
        assertThat(sums.counts[i] + sums.counts[j]).isEqualTo(expected.get(i).get(j).asLong());
      }
    }
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  private static void close(JsonNode expected, String name, double[] actual) {
    JsonNode values = expected.get(name);
    assertThat(actual).hasSize(values.size());
    for (int i = 0; i < actual.length; i++) {
      double value = values.get(i).asDouble();
      assertThat(Math.abs(actual[i] - value) <= ATOL + RTOL * Math.abs(value))
          .as("%s[%s]: expected %s, was %s", name, i, value, actual[i])
          .isTrue();
    }
  }
}
