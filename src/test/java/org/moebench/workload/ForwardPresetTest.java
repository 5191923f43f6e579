// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;

class ForwardPresetTest {
  private static final QuantFormat FORMAT = QuantFormat.INT4_SYM;

  @Test
  void thePublishedPresetsAreAsPublished() {
    assertThat(sizes("mixtral-tiny")).containsExactly(2, 8, 1024, 2048, 128, 64, 8);
    assertThat(sizes("mixtral-small")).containsExactly(4, 8, 2048, 4096, 128, 128, 8);
    assertThat(sizes("deepseek-tiny")).containsExactly(2, 16, 1024, 2048, 128, 96, 8);
  }

  private static List<Integer> sizes(String name) {
    ForwardPreset preset = ForwardPresets.find(name);
    assertThat(preset.swiglu()).isFalse();
    assertThat(preset.routings()).containsExactly(ForwardRouting.values());
    return List.of(
        preset.layers(),
        preset.experts(),
        preset.hidden(),
        preset.intermediate(),
        preset.group(),
        preset.prompt(),
        preset.steps());
  }

  @Test
  void swigluStacksHaveTheSizesOfTheirModels() {
    ForwardPreset qwen = ForwardPresets.find("qwen3-30b-swiglu");
    assertThat(qwen.model().name()).isEqualTo("qwen3-30b-a3b");
    assertThat(List.of(qwen.experts(), qwen.slots(), qwen.hidden(), qwen.intermediate()))
        .containsExactly(128, 8, 2048, 768);
    assertThat(qwen.routings()).containsExactly(ForwardRouting.REALISTIC);
    assertThat(ForwardPresets.find("olmoe-swiglu").experts()).isEqualTo(64);
  }

  @Test
  void rowsAreTokensOrTokensTimesSlots() {
    ForwardPreset tiny = ForwardPresets.find("mixtral-tiny");
    assertThat(tiny.prefillRows(ForwardRouting.PUBLISHED)).isEqualTo(64);
    assertThat(tiny.prefillRows(ForwardRouting.REALISTIC)).isEqualTo(128);
    assertThat(tiny.decodeRows(ForwardRouting.PUBLISHED)).isEqualTo(2);
    assertThat(tiny.decodeRows(ForwardRouting.REALISTIC)).isEqualTo(2);
    assertThat(ForwardPresets.find("olmoe-swiglu").decodeRows(ForwardRouting.REALISTIC))
        .isEqualTo(8);
  }

  @Test
  void operationsAreTwoPerWeight() {
    assertThat(ForwardPresets.find("mixtral-tiny").flopsPerRow()).isEqualTo(2.0 * 2 * 1024 * 2048);
    assertThat(ForwardPresets.find("olmoe-swiglu").flopsPerRow()).isEqualTo(2.0 * 3 * 2048 * 1024);
  }

  @Test
  void everyLayerHasWeightsOfItsOwn() {
    for (ForwardPreset preset : ForwardPresets.all()) {
      List<WeightSpec> specs = preset.specs(FORMAT, 42);
      assertThat(specs).hasSize(preset.layers() * (preset.swiglu() ? 3 : 2));
      assertThat(new HashSet<>(specs.stream().map(WeightSpec::seed).toList())).hasSameSizeAs(specs);
      assertThat(specs.stream().mapToLong(spec -> spec.layout().bytes()).sum())
          .isEqualTo(preset.weightBytes(FORMAT));
    }
  }

  @Test
  void projectionsAreUpThenDown() {
    List<WeightSpec> specs = ForwardPresets.find("mixtral-tiny").specs(FORMAT, 42, 1);
    assertThat(specs.get(0)).isEqualTo(new WeightSpec(FORMAT, 8, 2048, 1024, 128, 50));
    assertThat(specs.get(1)).isEqualTo(new WeightSpec(FORMAT, 8, 1024, 2048, 128, 51));
  }

  @Test
  void shrinkingDividesWidthsAndGroups() {
    ForwardPreset tiny = ForwardPresets.find("mixtral-tiny").shrunk(16);
    assertThat(List.of(tiny.hidden(), tiny.intermediate(), tiny.group(), tiny.divisor()))
        .containsExactly(64, 128, 64, 16);
    assertThat(tiny.specs(FORMAT, 42, 0).get(0).group()).isEqualTo(64);
    ForwardPreset qwen = ForwardPresets.find("qwen3-30b-swiglu").shrunk(4);
    assertThat(List.of(qwen.hidden(), qwen.intermediate(), qwen.group(), qwen.divisor()))
        .containsExactly(512, 192, 64, 4);
    assertThat(qwen.model().hidden()).isEqualTo(512);
    assertThat(qwen.shrunk(1)).isSameAs(qwen);
  }

  @Test
  void widthsThatDoNotDivideAreRefused() {
    for (int by : new int[] {0, -1, 3, 64}) {
      assertThatThrownBy(() -> ForwardPresets.find("mixtral-tiny").shrunk(by))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
          .hasMessageContaining("mixtral-tiny cannot be shrunk by " + by);
    }
  }

  @Test
  void layersMayBeChosenAsLongAsActivationsFitFloats() {
    ForwardPreset small = ForwardPresets.find("mixtral-small");
    assertThat(small.withLayers(0)).isSameAs(small);
    assertThat(small.withLayers(3).specs(FORMAT, 42)).hasSize(6);
    assertThat(small.withLayers(3).weightBytes(FORMAT) * 4)
        .isEqualTo(small.weightBytes(FORMAT) * 3);
    assertThatThrownBy(() -> small.withLayers(100))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected 1 to 20, as activations grow");
    assertThatThrownBy(() -> ForwardPresets.find("olmoe-swiglu").withLayers(17))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected 1 to 16");
  }

  @Test
  void memoryGrowsWithLayersWorkersAndStacks() {
    for (ForwardPreset preset : ForwardPresets.all()) {
      ForwardRouting routing = ForwardRouting.REALISTIC;
      long one = ForwardMemory.bytes(preset.withLayers(1), FORMAT, routing, 2, 1);
      long two = ForwardMemory.bytes(preset.withLayers(2), FORMAT, routing, 2, 1);
      assertThat(two - one).isGreaterThan(preset.withLayers(1).weightBytes(FORMAT));
      assertThat(ForwardMemory.bytes(preset, FORMAT, routing, 2, 2))
          .isGreaterThan(ForwardMemory.bytes(preset, FORMAT, routing, 2, 1));
      assertThat(ForwardMemory.bytes(preset, FORMAT, routing, 4, 1))
          .isGreaterThan(ForwardMemory.bytes(preset, FORMAT, routing, 2, 1));
    }
  }

  @Test
  void unknownNamesComeWithTheNearest() {
    assertThatThrownBy(() -> ForwardPresets.find("mixtral-tny"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mixtral-tiny");
    assertThatThrownBy(() -> ForwardRouting.of("publshed"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("published");
    assertThat(ForwardRouting.of("realistic")).isEqualTo(ForwardRouting.REALISTIC);
  }
}
