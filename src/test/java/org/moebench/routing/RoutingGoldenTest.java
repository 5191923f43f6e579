// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.moebench.fault.UserError;
import org.moebench.golden.GoldenCases;
import org.moebench.launch.Launcher;

@Tag("width")
class RoutingGoldenTest {
  private static final int[] WORKERS = {1, 3};

  @TestFactory
  List<DynamicTest> everyVariantAgrees() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : GoldenCases.read("routing.json").get("cases")) {
      for (RoutingVariant variant : RoutingVariant.values()) {
        String name = golden.get("name").asText() + " " + variant.id();
        tests.add(DynamicTest.dynamicTest(name, () -> check(golden, variant)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonNode golden, RoutingVariant variant) {
    for (int workers : WORKERS) {
      try (Launcher launcher = new Launcher(workers)) {
        if (golden.get("error").booleanValue()) {
          assertThatThrownBy(() -> variant.create(job(golden, launcher)).route())
              .isInstanceOf(UserError.class)
              .hasMessageMatching("(router field|routing input) '\\w+': .+");
        } else {
          checkOutput(golden, job(golden, launcher), variant);
        }
      }
    }
  }

  private static void checkOutput(JsonNode golden, RoutingJob job, RoutingVariant variant) {
    variant.create(job).route();
    double[] ids = doubles(golden.get("ids"));
    double[] weights = doubles(golden.get("weights"));
    assertThat(job.ids()).hasSize(ids.length);
    for (int i = 0; i < ids.length; i++) {
      assertThat(job.ids()[i]).as("id %d", i).isEqualTo((int) ids[i]);
      double tolerance = 1e-7 + 1e-5 * Math.abs(weights[i]);
      boolean close =
          Double.isNaN(weights[i])
              ? Float.isNaN(job.weights()[i])
              : Math.abs(job.weights()[i] - weights[i]) <= tolerance;
      assertThat(close).as("weight %d: %s, expected %s", i, job.weights()[i], weights[i]).isTrue();
    }
  }

  private static RoutingJob job(JsonNode golden, Launcher launcher) {
    RouterConfig config = config(golden.get("config"));
    Router router = Router.of(config);
    if (present(golden, "bias")) {
      router = router.withBias(floats(golden.get("bias")));
    }
    if (present(golden, "map")) {
      router = router.withPhysical(ints(golden.get("map")));
    }
    if (present(golden, "tid2eid")) {
      router =
          router.withHashTable(new HashTable(ints(golden.get("tid2eid")), config.routedSlots()));
    }
    int tokens = golden.get("logits").size();
    GatingLogits logits = GatingLogits.fp32(floats(golden.get("logits")), tokens, config.experts());
    RoutingInput input = RoutingInput.of(logits);
    if (present(golden, "token_ids")) {
      input = input.withTokenIds(ints(golden.get("token_ids")));
    }
    if (present(golden, "non_padded")) {
      input = input.withRealTokens(golden.get("non_padded").intValue());
    }
    return new RoutingJob(router, input, launcher);
  }

  private static RouterConfig config(JsonNode c) {
    RouterConfig.Builder builder =
        RouterConfig.of(c.get("E").intValue(), c.get("k").intValue())
            .sharedSlots(c.get("S").intValue())
            .scoring(scoring(c.get("scoring").asText()))
            .groups(
                c.get("groups").intValue(),
                c.get("topk_group").intValue(),
                groupScore(c.get("group_score").asText()))
            .scale(
                c.get("scale").doubleValue(),
                c.get("apply_scale").booleanValue()
                    ? ScaleUse.WITH_RENORMALIZATION
                    : ScaleUse.NEVER);
    if (c.get("renormalize").booleanValue()) {
      builder.renormalize(Denominator.ONE_IF_ZERO);
    }
    return builder.build();
  }

  private static Scoring scoring(String name) {
    return switch (name) {
      case "sigmoid" -> Scoring.SIGMOID;
      case "softmax" -> Scoring.SOFTMAX;
      case "sqrtsoftplus" -> Scoring.SQRT_SOFTPLUS;
      default -> throw new AssertionError(name);
    };
  }

  private static GroupScore groupScore(String name) {
    return switch (name) {
      case "none" -> GroupScore.NONE;
      case "top2sum" -> GroupScore.TOP2_SUM;
      case "max" -> GroupScore.MAX;
      default -> throw new AssertionError(name);
    };
  }

  private static boolean present(JsonNode golden, String field) {
    return golden.hasNonNull(field);
  }

  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToDouble(
            node ->
                node.isArray()
                    ? java.util.Arrays.stream(doubles(node))
                    : java.util.stream.DoubleStream.of(
                        node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue()))
        .toArray();
  }

  private static int[] ints(JsonNode array) {
    return java.util.Arrays.stream(doubles(array)).mapToInt(value -> (int) value).toArray();
  }

  private static float[] floats(JsonNode array) {
    double[] values = doubles(array);
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
