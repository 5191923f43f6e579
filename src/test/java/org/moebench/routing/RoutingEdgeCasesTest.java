// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.moebench.routing.RoutingFixtures.all;
import static org.moebench.routing.RoutingFixtures.batch;
import static org.moebench.routing.RoutingFixtures.normal;
import static org.moebench.routing.RoutingFixtures.rounded;
import static org.moebench.routing.RoutingFixtures.route;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.routing.RoutingFixtures.Output;

/** Where published routers have gone wrong or differ from each other. */
@Tag("width")
class RoutingEdgeCasesTest {
  private static final float NAN = Float.NaN;
  private static final float LOW = Float.NEGATIVE_INFINITY;

  @ParameterizedTest
  @CsvSource({"896,16", "256,8", "17,17", "7,3"})
  void nanAndInfiniteLogitsNeverGiveAnIdOutOfRangeOrTwice(int experts, int slots) {
    for (float special : new float[] {NAN, LOW, Float.POSITIVE_INFINITY}) {
      float[] some = normal(1, experts, 2);
      for (int e = 0; e < experts; e += 3) {
        some[e] = special;
      }
      float[] last = normal(2, experts, 2);
      last[experts - 1] = special;
      for (float[] logits : List.of(all(experts, special), some, last)) {
        for (Scoring scoring : Scoring.values()) {
          Router router = Router.of(RouterConfig.of(experts, slots).scoring(scoring).build());
          for (RoutingVariant variant : RoutingVariant.values()) {
            assertValid(route(variant, router, batch(experts, logits)), experts);
            assertValid(route(variant, router, rounded(experts, logits)), experts);
          }
        }
      }
    }
  }

  private static void assertValid(Output output, int experts) {
    assertThat(Arrays.stream(output.ids())).allMatch(id -> id >= 0 && id < experts);
    assertThat(Arrays.stream(output.ids()).distinct().count()).isEqualTo(output.ids().length);
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void withoutAnyScoreTheLowestIdsAreTaken(RoutingVariant variant) {
    for (Scoring scoring : Scoring.values()) {
      Router router = Router.of(RouterConfig.of(896, 16).scoring(scoring).build());
      Output output = route(variant, router, batch(896, all(896, NAN)));
      assertThat(output.ids()).isEqualTo(IntStream.range(0, 16).toArray());
      assertThat(output.weights()).containsOnly(NAN);
    }
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void whenFiniteScoresRunOutTheLowestUnpickedIdsFollow(RoutingVariant variant) {
    // 3 finite biased scores of 24, in two of four groups.
    float[] bias = all(24, LOW);
    bias[20] = 3;
    bias[19] = 2;
    bias[1] = 1;
    for (Scoring scoring : Scoring.values()) {
      Router plain = Router.of(RouterConfig.of(24, 6).scoring(scoring).build()).withBias(bias);
      assertThat(route(variant, plain, batch(24, normal(3, 24, 1))).ids())
          .containsExactly(20, 19, 1, 0, 2, 3);
      RouterConfig grouped =
          RouterConfig.of(24, 6).scoring(scoring).groups(4, 1, GroupScore.TOP2_SUM).build();
      assertThat(route(variant, Router.of(grouped).withBias(bias), batch(24, all(24, 0))).ids())
          .containsExactly(20, 19, 0, 1, 2, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"ONE_IF_ZERO,0,0", "SUM,0,NaN", "SUM_PLUS,1e-20,0", "AT_LEAST,1e-4,0"})
  void aSumOfZeroIsWhatTheDenominatorSays(
      Denominator.Policy policy, double constant, float expected) {
    RouterConfig config =
        RouterConfig.of(8, 2)
            .scoring(Scoring.SIGMOID)
            .renormalize(new Denominator(policy, constant))
            .build();
    for (RoutingVariant variant : RoutingVariant.values()) {
      Output output = route(variant, Router.of(config), batch(8, all(8, LOW)));
      assertThat(output.ids()).containsExactly(0, 1);
      assertThat(output.weights()).containsExactly(expected, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_IF_ZERO,0,0.5",
    "SUM,0,0.5",
    "SUM_PLUS,3,0.125",
    "AT_LEAST,0.9,0.5",
    "AT_LEAST,4,0.125"
  })
  void weightsAreDividedByTheDenominator(
      Denominator.Policy policy, double constant, float expected) {
    // Two picks with a sigmoid of 0.5 each.
    RouterConfig config =
        RouterConfig.of(8, 2)
            .scoring(Scoring.SIGMOID)
            .renormalize(new Denominator(policy, constant))
            .build();
    for (RoutingVariant variant : RoutingVariant.values()) {
      Output output = route(variant, Router.of(config), batch(8, all(8, 0)));
      assertThat(output.weights()).containsExactly(expected, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER,false,0.5,0.25",
    "NEVER,true,0.5,0.25",
    "WITH_RENORMALIZATION,false,0.5,0.25",
    "WITH_RENORMALIZATION,true,2,1",
    "ALWAYS,false,2,1",
    "ALWAYS,true,2,1"
  })
  void theScaleIsUsedWhenItSays(ScaleUse use, boolean renormalize, float routed, float shared) {
    // Two picks with 0.5 each: their sum is 1 already. The shared slot has sum / scale.
    RouterConfig.Builder builder =
        RouterConfig.of(8, 3).scoring(Scoring.SIGMOID).sharedSlots(1).scale(4, use);
    RouterConfig config =
        renormalize ? builder.renormalize(Denominator.SUM).build() : builder.build();
    for (RoutingVariant variant : RoutingVariant.values()) {
      Output output = route(variant, Router.of(config), batch(8, all(8, 0)));
      assertThat(output.ids()).containsExactly(0, 1, 8);
      assertThat(output.weights()).containsExactly(routed, routed, shared);
    }
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void expertsMaskedWithZeroBeatNegativeScores(RoutingVariant variant) {
    // Every biased score is negative; group 2 has the best.
    float[] logits = {0, 1, 0, 1, 3, 2, 0, 0};
    RouterConfig.Builder builder =
        RouterConfig.of(8, 2).scoring(Scoring.SIGMOID).groups(4, 1, GroupScore.TOP2_SUM);
    Router minus = Router.of(builder.build()).withBias(all(8, -2));
    assertThat(route(variant, minus, batch(8, logits)).ids()).containsExactly(4, 5);
    Router zero = Router.of(builder.groupMask(GroupMask.ZERO).build()).withBias(all(8, -2));
    Output output = route(variant, zero, batch(8, logits));
    assertThat(output.ids()).containsExactly(0, 1);
    // The weights are the scores without bias and mask.
    assertThat(output.weights())
        .containsExactly(new float[] {0.5f, (float) (1 / (1 + Math.exp(-1)))}, within(1e-7f));
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void theTwoBestOfAGroupMayBeEqual(RoutingVariant variant) {
    // Counted once, the pair of ones would lose to the other group.
    float[] logits = {1, 1, -9, -9, 1.5f, -0.5f, -9, -9};
    RouterConfig config =
        RouterConfig.of(8, 2).scoring(Scoring.SIGMOID).groups(2, 1, GroupScore.TOP2_SUM).build();
    assertThat(route(variant, Router.of(config), batch(8, logits)).ids()).containsExactly(0, 1);
    RouterConfig best =
        RouterConfig.of(8, 2).scoring(Scoring.SIGMOID).groups(2, 1, GroupScore.MAX).build();
    assertThat(route(variant, Router.of(best), batch(8, logits)).ids()).containsExactly(4, 5);
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void equalGroupsGoToTheLowerNumber(RoutingVariant variant) {
    RouterConfig config =
        RouterConfig.of(16, 4).scoring(Scoring.SIGMOID).groups(8, 2, GroupScore.TOP2_SUM).build();
    float[] logits = all(16, 1);
    logits[0] = 0;
    assertThat(route(variant, Router.of(config), batch(16, logits)).ids())
        .containsExactly(2, 3, 4, 5);
  }

  @ParameterizedTest
  @EnumSource(RoutingVariant.class)
  void selectionSeesTheBiasAndWeightsDoNot(RoutingVariant variant) {
    Router router =
        Router.of(RouterConfig.of(4, 2).scoring(Scoring.SIGMOID).build()).withBias(0, 5, 0, 9);
    Output output = route(variant, router, batch(4, all(4, 0)));
    assertThat(output.ids()).containsExactly(3, 1);
    assertThat(output.weights()).containsExactly(0.5f, 0.5f);
  }

  @Test
  void aBiasThatIsNanExcludesItsExpertAndKeepsOthersWeights() {
    Router router =
        Router.of(RouterConfig.of(4, 2).scoring(Scoring.SIGMOID).build()).withBias(NAN, 0, 0, NAN);
    for (RoutingVariant variant : RoutingVariant.values()) {
      Output output = route(variant, router, batch(4, all(4, 0)));
      assertThat(output.ids()).containsExactly(1, 2);
      assertThat(output.weights()).containsExactly(0.5f, 0.5f);
    }
  }
}
