// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.moebench.routing.RoutingFixtures.batch;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;

/** Every field that cannot be routed by is refused by its name. */
class RouterRefusalsTest {
  private static final RouterConfig CONFIG = RouterConfig.of(8, 2).build();
  private static final RouterConfig SHARED = RouterConfig.of(8, 2).sharedSlots(1).build();
  private static final HashTable TABLE = new HashTable(new int[] {0, 1, 2, 3, 4, 5}, 2);
  private static final RoutingInput INPUT = batch(8, new float[3 * 8]);

  static Stream<Arguments> configs() {
    return Stream.of(
        arguments("experts", RouterConfig.of(0, 1)),
        arguments("slots", RouterConfig.of(8, 0)),
        arguments("slots", RouterConfig.of(8, -3)),
        arguments("slots", RouterConfig.of(8, 9)),
        arguments("slots", RouterConfig.of(8, 1).sharedSlots(1)),
        arguments("slots", RouterConfig.of(8, 3).groups(4, 1, GroupScore.MAX)),
        arguments("sharedSlots", RouterConfig.of(8, 4).sharedSlots(2)),
        arguments("sharedSlots", RouterConfig.of(8, 4).sharedSlots(-1)),
        arguments("groups", RouterConfig.of(8, 2).groups(0, 1, GroupScore.MAX)),
        arguments("groups", RouterConfig.of(8, 2).groups(3, 1, GroupScore.MAX)),
        arguments("groups", RouterConfig.of(8, 2).groups(16, 1, GroupScore.MAX)),
        arguments("groups", RouterConfig.of(1000, 2).groups(500, 1, GroupScore.MAX)),
        arguments("keptGroups", RouterConfig.of(8, 2).groups(4, 0, GroupScore.MAX)),
        arguments("keptGroups", RouterConfig.of(8, 2).groups(4, 5, GroupScore.MAX)),
        arguments("groupScore", RouterConfig.of(8, 2).groups(4, 2, GroupScore.NONE)),
        arguments("groupScore", RouterConfig.of(8, 2).groups(8, 4, GroupScore.TOP2_SUM)),
        arguments("scale", RouterConfig.of(8, 2).scale(0, ScaleUse.ALWAYS)),
        arguments("scale", RouterConfig.of(8, 2).scale(-1, ScaleUse.NEVER)),
        arguments("scale", RouterConfig.of(8, 2).scale(Double.NaN, ScaleUse.ALWAYS)),
        arguments("scale", RouterConfig.of(8, 2).scale(Double.POSITIVE_INFINITY, ScaleUse.ALWAYS)),
        arguments("denominator", RouterConfig.of(8, 2).renormalize(Denominator.sumPlus(-1))),
        arguments(
            "denominator", RouterConfig.of(8, 2).renormalize(Denominator.atLeast(Double.NaN))));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("configs")
  void aConfigurationNamesItsWrongField(String field, RouterConfig.Builder builder) {
    assertRefused("router field '" + field + "': ", builder::build);
  }

  static Stream<Arguments> routers() {
    Router plain = Router.of(CONFIG);
    return Stream.of(
        refusal("bias", () -> plain.withBias(new float[7])),
        refusal("bias", () -> plain.withHashTable(TABLE).withBias(new float[8])),
        refusal("bias", () -> plain.withBias(new float[8]).withHashTable(TABLE)),
        refusal("groups", () -> grouped().withHashTable(TABLE)),
        refusal("hashTable", () -> plain.withHashTable(new HashTable(new int[3], 3))),
        refusal("hashTable", () -> plain.withHashTable(new HashTable(new int[] {0, 8}, 2))),
        refusal("hashTable", () -> plain.withHashTable(new HashTable(new int[] {-1, 7}, 2))),
        refusal("hashTable", () -> new HashTable(new int[3], 2)),
        refusal("hashTable", () -> new HashTable(new int[0], 2)),
        refusal("hashTable", () -> new HashTable(new int[4], 0)),
        refusal("physical", () -> plain.withPhysical(0, 1, 2)),
        refusal("physical", () -> plain.withPhysical(0, 1, 2, 3, 4, 5, 6, -7)),
        refusal("physical", () -> Router.of(SHARED).withPhysical(0, 1, 2, 3, 4, 5, 6, 7)));
  }

  private static Router grouped() {
    return Router.of(RouterConfig.of(8, 2).groups(4, 2, GroupScore.MAX).build());
  }

  private static Arguments refusal(String field, ThrowingCallable call) {
    return arguments(field, call);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("routers")
  void aRouterNamesItsWrongField(String field, ThrowingCallable call) {
    assertRefused("router field '" + field + "': ", call);
  }

  static Stream<Arguments> inputs() {
    Router plain = Router.of(CONFIG);
    Router hashed = plain.withHashTable(TABLE);
    return Stream.of(
        arguments("logits", plain, batch(4, new float[12])),
        arguments("realTokens", plain, INPUT.withRealTokens(-1)),
        arguments("realTokens", plain, INPUT.withRealTokens(4)),
        arguments("tokenIds", hashed, INPUT),
        arguments("tokenIds", hashed, INPUT.withTokenIds(0, 1)),
        arguments("tokenIds", hashed, INPUT.withTokenIds(0, 1, 3)),
        arguments("tokenIds", hashed, INPUT.withTokenIds(0, -1, 2)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("inputs")
  void aJobNamesWhatDoesNotFitItsRouter(String field, Router router, RoutingInput input) {
    try (Launcher launcher = new Launcher(1)) {
      assertRefused(
          "routing input '" + field + "': ", () -> new RoutingJob(router, input, launcher));
    }
  }

  @Test
  void namesOfVariantsAndScoringsAreSuggested() {
    assertThatThrownBy(() -> RoutingVariant.of("stagged"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("staged");
    assertThatThrownBy(() -> Scoring.of("sigmiod"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sigmoid");
    for (RoutingVariant variant : RoutingVariant.values()) {
      assertThat(RoutingVariant.of(variant.id())).isSameAs(variant);
      assertThat(variant.description()).isNotBlank();
    }
  }

  @Test
  void logitsThatAreNoMatrixAreRefused() {
    assertThatThrownBy(() -> GatingLogits.fp32(new float[7], 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 logits are not 2 tokens x 4 experts");
    assertThatThrownBy(() -> GatingLogits.bf16(new short[8], 0, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(String start, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
              assertThat(error.getMessage()).startsWith(start).doesNotContain("\n");
              assertThat(error.getMessage().length()).isGreaterThan(start.length());
            });
  }
}
