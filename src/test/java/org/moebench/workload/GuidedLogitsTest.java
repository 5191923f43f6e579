// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;

class GuidedLogitsTest {
  private static final DecodeWorkload CHANCE = DecodeTraces.find("uniform-decode", 42);

  private static DecodeWorkload sizedFor(NamedRouter router) {
    return CHANCE.resized(router.config().experts(), router.config().routedSlots());
  }

  static List<String> routersThatFit() {
    return RouterCatalogue.names().stream()
        .filter(
            name -> {
              NamedRouter router = RouterCatalogue.find(name);
              return router.config().slots() == router.config().routedSlots()
                  && GuidedLogits.problem(router, sizedFor(router)) == null;
            })
        .toList();
  }

  @Test
  void mostRoutersFit() {
    assertThat(routersThatFit()).hasSizeGreaterThan(5).contains("minimax-m2", "mixtral-8x7b");
  }

  @ParameterizedTest
  @MethodSource("routersThatFit")
  void routersTakeTheExpertsTheyAreLedTo(String name) {
    NamedRouter named = RouterCatalogue.find(name);
    DecodeWorkload workload = sizedFor(named);
    DecodeSteps steps = DecodeSteps.of(workload, Batch.parse("50"), 3, 1);
    Router router = SyntheticRouting.router(named, 42);
    for (int step = 0; step < 3; step++) {
      int[] picks = steps.ids(step);
      RoutingInput input = GuidedLogits.of(named, workload, picks, step, 42);
      try (Launcher launcher = new Launcher(1)) {
        RoutingJob job = new RoutingJob(router, input, launcher);
        RoutingVariant.REFERENCE.create(job).route();
        GuidedLogits.check(workload, picks, job.ids());
        int[] others = picks.clone();
        others[0] = other(picks, workload);
        assertThatThrownBy(() -> GuidedLogits.check(workload, others, job.ids()))
            .hasMessageContaining("the router took");
      }
    }
  }

  /** An expert that the first token does not take. */
  private static int other(int[] picks, DecodeWorkload workload) {
    int[] first = Arrays.copyOf(picks, workload.topK());
    int expert = 0;
    while (contains(first, expert)) {
      expert++;
    }
    return expert;
  }

  private static boolean contains(int[] values, int value) {
    return Arrays.stream(values).anyMatch(v -> v == value);
  }

  @ParameterizedTest
  @CsvSource({
    "olmoe-1b-7b,8 of 128 experts,takes 8 of 64",
    "deepseek-v4-flash-hash,,token id",
    "deepseek-v3,,4 of 8 groups"
  })
  void saysWhyARouterDoesNotFit(String name, String first, String second) {
    NamedRouter router = RouterCatalogue.find(name);
    DecodeWorkload workload = first == null ? sizedFor(router) : CHANCE;
    assertThat(GuidedLogits.problem(router, workload)).contains(second);
    assertThatThrownBy(() -> GuidedLogits.of(router, workload, new int[8], 0, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(second);
  }

  @Test
  void batchesFollowTheStepsOfTheWorkload() {
    DecodeWorkload olmoe = DecodeTraces.find("olmoe-decode", 42);
    NamedModel model = ModelCatalogue.get("olmoe-1b-7b").shrunk(8);
    Router router = SyntheticRouting.router(model.router(), 42);
    List<DecodeBatch> batches = DecodeBatch.following(olmoe, model, router, 4, 42);
    assertThat(batches).hasSize(DecodeBatch.steps(4));
    DecodeSteps steps = DecodeSteps.of(olmoe, Batch.parse("4"), batches.size(), 42);
    for (int step = 0; step < batches.size(); step++) {
      DecodeBatch batch = batches.get(step);
      assertThat(batch.rows().count()).isEqualTo(4);
      // picks come out in the order of the choice, since OLMoE's router has no bias
      assertThat(batch.ids()).containsExactly(steps.ids(step));
    }
  }
}
