// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.tensor.ExpertRows;

class PrefillRescaleGoldenTest {
  @TestFactory
  List<DynamicTest> everyCaseMatches() {
    return GoldenCases.tests(
        "prefill.json",
        Set.of("even", "rescaled"),
        golden ->
            assertThat(rows(golden).toArray())
                .containsExactly(GoldenCases.counts(golden.get("counts"))));
  }

  private static ExpertRows rows(JsonNode golden) {
    int experts = golden.get("experts").intValue();
    int total = golden.get("total").intValue();
    if (golden.get("kind").asText().equals("even")) {
      return Rescale.even(experts, total);
    }
    ExpertRows template = template(golden.get("template").asText());
    JsonNode ratio = golden.get("max_ratio");
    return ratio.isNull()
        ? Rescale.to(template, experts, total)
        : Rescale.to(template, experts, total, ratio.asDouble());
  }

  /** The counts of the plan case with that name. */
  private static ExpertRows template(String name) {
    for (JsonNode golden : GoldenCases.read("prefill.json").get("cases")) {
      if (golden.get("name").asText().equals(name)) {
        return new ExpertRows(GoldenCases.counts(golden.get("counts")));
      }
    }
    throw new AssertionError("no case is called " + name);
  }
}
