// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.moebench.golden.GoldenCases;
import org.moebench.launch.Launcher;
import org.moebench.swiglu.SwigluGolden;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights.Form;
import org.moebench.tensor.Rows;

/** The weighted sums of every case of swiglu.json: weights after and before down, and sharded. */
@Tag("width")
class LayerGoldenTest {
  @TestFactory
  List<DynamicTest> everyVariantGivesTheSumsOfEveryCase() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : GoldenCases.read("swiglu.json").get("cases")) {
      SwigluGolden given = new SwigluGolden(golden);
      for (SwigluVariant variant : SwigluVariant.values()) {
        String name = golden.get("name").asText() + ", " + variant.id();
        tests.add(DynamicTest.dynamicTest(name, () -> check(given, variant)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(SwigluGolden golden, SwigluVariant variant) {
    double[] after = golden.expected("out");
    for (double shards : golden.expected("shards")) {
      assertSum(golden, partials(golden, variant, (int) shards, false), after);
    }
    double[] before = golden.expected("out_weight_before_down");
    if (before != null) {
      assertSum(golden, partials(golden, variant, 1, true), before);
    }
    JsonNode expected = golden.field("partials");
    if (!expected.isNull()) {
      assertPartials(golden, variant, expected);
    }
  }

  private static void assertPartials(
      SwigluGolden golden, SwigluVariant variant, JsonNode expected) {
    List<double[]> ranks = partials(golden, variant, expected.get("ranks").intValue(), false);
    for (int r = 0; r < ranks.size(); r++) {
      assertSum(golden, List.of(ranks.get(r)), SwigluGolden.doubles(expected.get("out").get(r)));
    }
  }

  private static void assertSum(SwigluGolden golden, List<double[]> parts, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      int at = i;
      double sum = parts.stream().mapToDouble(part -> part[at]).sum();
      assertThat(sum)
          .as("element %d of %d parts", i, parts.size())
          .isCloseTo(expected[i], within(golden.tolerance(expected[i])));
    }
  }

  /** The output of every rank. */
  private static List<double[]> partials(
      SwigluGolden golden, SwigluVariant variant, int ranks, boolean before) {
    List<double[]> parts = new ArrayList<>();
    LayerWeights all = new LayerWeights(golden.weights(), null);
    Form form = variant.form() == null ? Form.SEPARATE : variant.form();
    LayerConfig config = new LayerConfig(golden.activation(), null, before, 8);
    for (int rank = 0; rank < ranks; rank++) {
      try (Launcher launcher = new Launcher(2)) {
        LayerExperts experts =
            new LayerExperts(
                config,
                all.shard(rank, ranks).as(form),
                variant,
                golden.tokens,
                golden.slots,
                launcher);
        experts.batch(golden.input(), golden.ids(), golden.slotWeights());
        experts.run();
        parts.add(values(experts.output()));
      }
    }
    return parts;
  }

  private static double[] values(Rows rows) {
    double[] values = new double[rows.count() * rows.stride()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.data()[rows.at() + i];
    }
    return values;
  }
}
