// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.moe.ProjectionStack;
import org.moebench.moe.SwigluStack;
import org.moebench.tensor.ExpertRows;

class ForwardStepsTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @CsvSource({"mixtral-tiny, 8, 8", "mixtral-small, 8, 16", "deepseek-tiny, 16, 6"})
  void publishedPromptsAreSpreadEvenly(String name, int experts, int each) {
    ForwardPreset preset = ForwardPresets.find(name);
    ForwardSteps steps = ForwardSteps.of(preset, ForwardRouting.PUBLISHED, SEED);
    assertThat(steps.steps()).isEqualTo(9);
    int[] counts = new int[experts];
    Arrays.fill(counts, each);
    for (int layer = 0; layer < preset.layers(); layer++) {
      assertThat(steps.rows(0, layer)).isEqualTo(new ExpertRows(counts));
    }
  }

  @Test
  void theRemainderGoesToTheFirstExperts() {
    ForwardSteps steps = ForwardSteps.of(tiny(67), ForwardRouting.PUBLISHED, SEED);
    assertThat(steps.rows(0, 1)).isEqualTo(new ExpertRows(9, 9, 9, 8, 8, 8, 8, 8));
    steps = ForwardSteps.of(tiny(3), ForwardRouting.PUBLISHED, SEED);
    assertThat(steps.rows(0, 0)).isEqualTo(new ExpertRows(1, 1, 1, 0, 0, 0, 0, 0));
  }

  private static ForwardPreset tiny(int prompt) {
    ForwardPreset tiny = ForwardPresets.find("mixtral-tiny");
    return new ForwardPreset(
        tiny.name(),
        tiny.source(),
        null,
        tiny.layers(),
        tiny.experts(),
        tiny.slots(),
        tiny.hidden(),
        tiny.intermediate(),
        tiny.group(),
        prompt,
        tiny.steps(),
        tiny.trace(),
        tiny.divisor());
  }

  @Test
  void publishedDecodeStepsTakeTwoExpertsInTurn() {
    ForwardSteps eight =
        ForwardSteps.of(ForwardPresets.find("mixtral-tiny"), ForwardRouting.PUBLISHED, SEED);
    ForwardSteps sixteen =
        ForwardSteps.of(ForwardPresets.find("deepseek-tiny"), ForwardRouting.PUBLISHED, SEED);
    assertThat(eight.picks(1, 0)).containsExactly(0, 1);
    assertThat(eight.picks(4, 1)).containsExactly(6, 7);
    assertThat(eight.picks(5, 0)).containsExactly(0, 1);
    assertThat(eight.picks(8, 1)).containsExactly(6, 7);
    assertThat(sixteen.picks(5, 0)).containsExactly(8, 9);
    assertThat(sixteen.picks(8, 1)).containsExactly(14, 15);
    assertThat(eight.routedRows(0, 9)).isEqualTo(2 * (64 + 8 * 2));
    assertThat(eight.routedRows(1, 9)).isEqualTo(2 * 8 * 2);
    assertThat(eight.activeExperts(0, 1)).isEqualTo(2 * 8);
    assertThat(eight.activeExperts(1, 9)).isEqualTo(2 * 8 * 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mixtral-tiny",
        "mixtral-small",
        "deepseek-tiny",
        "qwen3-30b-swiglu",
        "olmoe-swiglu"
      })
  void realisticTokensTakeDifferentExpertsOfTheirOwnInEveryLayer(String name) {
    ForwardPreset preset = ForwardPresets.find(name);
    ForwardSteps steps = ForwardSteps.of(preset, ForwardRouting.REALISTIC, SEED);
    assertThat(steps.steps()).isEqualTo(9);
    for (int step = 0; step < steps.steps(); step++) {
      int tokens = step == 0 ? preset.prompt() : 1;
      for (int layer = 0; layer < preset.layers(); layer++) {
        int[] picks = steps.picks(step, layer);
        assertThat(picks).hasSize(tokens * preset.slots());
        for (int token = 0; token < tokens; token++) {
          assertThat(distinct(picks, token * preset.slots(), preset)).isEqualTo(preset.slots());
        }
      }
    }
    assertThat(steps.picks(0, 0)).isNotEqualTo(steps.picks(0, 1));
    assertThat(steps.routedRows(0, 9))
        .isEqualTo((preset.prompt() + 8L) * preset.slots() * preset.layers());
  }

  private static long distinct(int[] picks, int from, ForwardPreset preset) {
    return IntStream.range(from, from + preset.slots())
        .map(i -> picks[i])
        .filter(expert -> expert >= 0 && expert < preset.experts())
        .distinct()
        .count();
  }

  @Test
  void realisticRoutingDependsOnTheSeedAlone() {
    ForwardPreset preset = ForwardPresets.find("olmoe-swiglu");
    int[] picks = ForwardSteps.of(preset, ForwardRouting.REALISTIC, SEED).picks(0, 2);
    assertThat(ForwardSteps.of(preset, ForwardRouting.REALISTIC, SEED).picks(0, 2))
        .isEqualTo(picks);
    assertThat(ForwardSteps.of(preset, ForwardRouting.REALISTIC, SEED + 1).picks(0, 2))
        .isNotEqualTo(picks);
  }

  @Test
  void swigluStacksHaveNoPublishedRouting() {
    ForwardPreset preset = ForwardPresets.find("olmoe-swiglu");
    assertThatThrownBy(() -> ForwardSteps.of(preset, ForwardRouting.PUBLISHED, SEED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyRowOfEveryStepHasActivationsOfItsOwn() {
    ForwardPreset preset = ForwardPresets.find("mixtral-tiny").shrunk(16);
    ForwardSteps steps = ForwardSteps.of(preset, ForwardRouting.REALISTIC, SEED);
    ProjectionStack.Step prompt = steps.projections().get(0);
    ProjectionStack.Step decode = steps.projections().get(1);
    assertThat(prompt.prefill()).isTrue();
    assertThat(decode.prefill()).isFalse();
    assertThat(prompt.input().count()).isEqualTo(128);
    assertThat(decode.input().count()).isEqualTo(2);
    assertThat(prompt.rows().get(1)).isEqualTo(steps.rows(0, 1));
    float[] expected = new float[64];
    SyntheticData.activations(SEED, 129, 64, expected, 0);
    int at = decode.input().index(1);
    assertThat(Arrays.copyOfRange(decode.input().data(), at, at + 64)).isEqualTo(expected);
  }

  @Test
  void swigluStepsHaveARowForEveryTokenAndEqualWeights() {
    ForwardPreset preset = ForwardPresets.find("olmoe-swiglu").shrunk(16);
    ForwardSteps steps = ForwardSteps.of(preset, ForwardRouting.REALISTIC, SEED);
    SwigluStack.Step prompt = steps.swiglu().get(0);
    assertThat(prompt.prefill()).isTrue();
    assertThat(prompt.input().count()).isEqualTo(64);
    assertThat(prompt.ids().get(3)).isEqualTo(steps.picks(0, 3));
    assertThat(prompt.weights().get(3)).hasSize(512).containsOnly(0.125f);
    assertThat(steps.swiglu().get(8).input().count()).isEqualTo(1);
  }
}
