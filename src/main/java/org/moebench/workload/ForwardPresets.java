// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import org.moebench.fault.NearestName;

/** The stacks of layers that come with the suite. */
public final class ForwardPresets {
  private static final String PUBLISHED =
      "intel/auto-round@26aa210f3:auto_round_extension/ark/test/test_moe_model_perf.py";

  private ForwardPresets() {}

  /** All presets: the three published ones, then SwitchGLU stacks. */
  public static List<ForwardPreset> all() {
    return List.of(
        projections("mixtral-tiny", 2, 8, 1024, 2048, 64, "mixtral-decode"),
        projections("mixtral-small", 4, 8, 2048, 4096, 128, "mixtral-decode"),
        projections("deepseek-tiny", 2, 16, 1024, 2048, 96, "olmoe-decode"),
        swiglu("qwen3-30b-swiglu", "qwen3-30b-a3b", "qwen3-30b-decode"),
        swiglu("olmoe-swiglu", "olmoe-1b-7b", "olmoe-decode"));
  }

  private static ForwardPreset projections(
      String name,
      int layers,
      int experts,
      int hidden,
      int intermediate,
      int prompt,
      String trace) {
    return new ForwardPreset(
        name, PUBLISHED, null, layers, experts, 2, hidden, intermediate, 128, prompt, 8, trace, 1);
  }

  /**
   * Four layers of a model, so that weights are larger than caches, with a prompt of which an
   * expert gets a few rows: where the kernels are close. Prompt and steps are a choice.
   */
  private static ForwardPreset swiglu(String name, String modelName, String trace) {
    NamedModel model = ModelCatalogue.get(modelName);
    return new ForwardPreset(
        name,
        model.source(),
        model,
        4,
        model.router().config().experts(),
        model.router().config().slots(),
        model.hidden(),
        model.intermediate(),
        model.group(),
        64,
        8,
        trace,
        1);
  }

  /** Names of all presets. */
  public static List<String> names() {
    return all().stream().map(ForwardPreset::name).toList();
  }

  /**
   * A preset by name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name if there is none
   */
  public static ForwardPreset find(String name) {
    return all().stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("stack", name, names()));
  }
}
