// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.tensor.ExpertRows;

class DistributionsGoldenTest {
  private static final JsonNode TOLERANCE =
      GoldenCases.read("distributions.json").get("tolerance").get("stats");

  @TestFactory
  List<DynamicTest> everyCaseMatches() {
    return GoldenCases.tests(
        "distributions.json",
        Set.of("generate", "statistics"),
        golden -> {
          int[] counts = GoldenCases.counts(golden.get("counts"));
          if (golden.get("kind").asText().equals("generate")) {
            assertThat(generator(golden.get("params")).counts()).containsExactly(counts);
          }
          assertStatistics(new ExpertRows(counts), golden.get("stats"));
        });
  }

  private static CountGenerator generator(JsonNode params) {
    Map<String, Double> parameters = new HashMap<>();
    params
        .properties()
        .forEach(
            field -> {
              if (!Set.of("family", "experts", "routed", "hot_share").contains(field.getKey())) {
                parameters.put(field.getKey(), field.getValue().asDouble());
              }
            });
    return new CountGenerator(
        params.get("family").asText(),
        parameters,
        params.get("experts").intValue(),
        params.get("routed").intValue(),
        params.has("hot_share") ? params.get("hot_share").asDouble() : null);
  }

  private static void assertStatistics(ExpertRows rows, JsonNode expected) {
    Map<String, Double> actual = LoadStatistics.of(rows).toMap();
    actual.put("ks_vs_real", LoadStatistics.ksDistance(rows, Catalogue.recorded()));
    assertThat(expected.size()).isGreaterThanOrEqualTo(actual.size() - 1);
    expected
        .properties()
        .forEach(
            field -> {
              double value = field.getValue().asDouble();
              double tolerance =
                  field.getValue().isIntegralNumber()
                      ? TOLERANCE.get("atol").asDouble()
                      : TOLERANCE.get("atol").asDouble()
                          + TOLERANCE.get("rtol").asDouble() * Math.abs(value);
              assertThat(actual).containsKey(field.getKey());
              assertThat(actual.get(field.getKey()))
                  .as(field.getKey())
                  .isEqualTo(value, within(tolerance));
            });
  }
}
