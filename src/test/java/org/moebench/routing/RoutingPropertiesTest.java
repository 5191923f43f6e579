// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.moebench.routing.RoutingFixtures.CONFIGS;
import static org.moebench.routing.RoutingFixtures.batch;
import static org.moebench.routing.RoutingFixtures.normal;
import static org.moebench.routing.RoutingFixtures.route;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.routing.RoutingFixtures.Output;

/** What must hold between two batches, whatever the scores are. */
@Tag("width")
class RoutingPropertiesTest {
  private static final int TOKENS = 19;

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void permutingExpertsPermutesIds(RoutingVariant variant) {
    for (RouterConfig config : CONFIGS) {
      int experts = config.experts();
      int[] to = permutation(config);
      float[] logits = normal(1, TOKENS * experts, 2);
      float[] bias = normal(2, experts, 0.1);
      float[] movedLogits = new float[logits.length];
      float[] movedBias = new float[experts];
      for (int e = 0; e < experts; e++) {
        movedBias[to[e]] = bias[e];
        for (int t = 0; t < TOKENS; t++) {
          movedLogits[t * experts + to[e]] = logits[t * experts + e];
        }
      }
      Router router = Router.of(config);
      Output plain = route(variant, router.withBias(bias), batch(experts, logits));
      Output moved = route(variant, router.withBias(movedBias), batch(experts, movedLogits));
      assertThat(moved.ids()).isEqualTo(Arrays.stream(plain.ids()).map(e -> to[e]).toArray());
      assertThat(moved.weights()).containsExactly(plain.weights(), within(1e-6f));
    }
  }

  /** Permutes whole groups, and experts within each. */
  private static int[] permutation(RouterConfig config) {
    SplittableRandom random = new SplittableRandom(3);
    int[] groups = shuffled(config.groups(), random);
    int[] to = new int[config.experts()];
    for (int g = 0; g < config.groups(); g++) {
      int[] members = shuffled(config.groupSize(), random);
      for (int i = 0; i < members.length; i++) {
        to[g * members.length + i] = groups[g] * members.length + members[i];
      }
    }
    return to;
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return order;
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void renormalizedWeightsSumToTheScale(RoutingVariant variant) {
    for (Scoring scoring : Scoring.values()) {
      for (ScaleUse use : ScaleUse.values()) {
        RouterConfig config =
            RouterConfig.of(40, 7)
                .scoring(scoring)
                .sharedSlots(1)
                .renormalize(Denominator.SUM)
                .scale(2.5, use)
                .build();
        double sum = use == ScaleUse.NEVER ? 1 : 2.5;
        Output output = route(variant, Router.of(config), batch(40, normal(4, TOKENS * 40, 2)));
        for (int t = 0; t < TOKENS; t++) {
          double routed = 0;
          for (int slot = 0; slot < 6; slot++) {
            routed += output.weights()[t * 7 + slot];
          }
          assertThat(routed).isCloseTo(sum, within(1e-6));
          assertThat((double) output.weights()[t * 7 + 6]).isCloseTo(sum / 2.5, within(1e-6));
          assertThat(output.id(t, 6, 7)).isEqualTo(40);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void noExpertIsPickedTwice(RoutingVariant variant) {
    for (RouterConfig config : CONFIGS) {
      // Few distinct values: nearly every pick is a tie.
      float[] logits = normal(5, TOKENS * config.experts(), 1);
      for (int i = 0; i < logits.length; i++) {
        logits[i] = Math.round(logits[i]);
      }
      Output output = route(variant, Router.of(config), batch(config.experts(), logits));
      for (int t = 0; t < TOKENS; t++) {
        int[] row = Arrays.copyOfRange(output.ids(), t * config.slots(), (t + 1) * config.slots());
        assertThat(Arrays.stream(row).distinct().count()).isEqualTo(config.slots());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void aMapTranslatesIdsAndNothingElse(RoutingVariant variant) {
    for (RouterConfig config : CONFIGS) {
      Router router = Router.of(config);
      int[] physical = IntStream.range(100, 100 + config.experts()).toArray();
      RoutingInput input = batch(config.experts(), normal(6, TOKENS * config.experts(), 2));
      Output plain = route(variant, router, input);
      Output mapped = route(variant, router.withPhysical(physical), input);
      assertThat(mapped.ids()).isEqualTo(Arrays.stream(plain.ids()).map(e -> e + 100).toArray());
      assertThat(mapped.weights()).isEqualTo(plain.weights());
    }
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void paddingHidesIdsAndChangesNothingElse(RoutingVariant variant) {
    for (RouterConfig config : CONFIGS) {
      Router router = Router.of(config);
      RoutingInput input = batch(config.experts(), normal(7, TOKENS * config.experts(), 2));
      Output plain = route(variant, router, input);
      for (int real : new int[] {0, 1, 16, TOKENS}) {
        Output padded = route(variant, router, input.withRealTokens(real));
        int[] expected = plain.ids().clone();
        Arrays.fill(expected, real * config.slots(), expected.length, -1);
        assertThat(padded.ids()).isEqualTo(expected);
        assertThat(padded.weights()).isEqualTo(plain.weights());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void aSoftmaxDoesNotSeeAConstant(RoutingVariant variant) {
    float[] logits = normal(8, TOKENS * 60, 2);
    float[] shifted = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.round(logits[i] * 64) / 64f;
      shifted[i] = logits[i] - 37; // exact, so that not even rounding differs
    }
    Router router = Router.of(RouterConfig.of(60, 4).build()).withBias(normal(9, 60, 0.01));
    Output plain = route(variant, router, batch(60, logits));
    Output moved = route(variant, router, batch(60, shifted));
    assertThat(moved.ids()).isEqualTo(plain.ids());
    assertThat(moved.weights()).isEqualTo(plain.weights());
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void picksDescendByScore(RoutingVariant variant) {
    float[] logits = normal(10, TOKENS * 128, 2);
    for (Scoring scoring : Scoring.values()) {
      Router router = Router.of(RouterConfig.of(128, 16).scoring(scoring).build());
      Output output = route(variant, router, batch(128, logits));
      for (int i = 1; i < output.ids().length; i++) {
        if (i % 16 != 0) {
          assertThat(output.weights()[i]).isLessThanOrEqualTo(output.weights()[i - 1]);
        }
      }
    }
  }
}
