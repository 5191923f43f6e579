// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import org.moebench.launch.Launcher;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.LayerStack;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.ProjectionStack;
import org.moebench.moe.SwigluStack;
import org.moebench.moe.Tuning;
import org.moebench.moe.WorkspaceCache;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;

/**
 * The weights of a stack, of which stacks with any strategy are made: all of them read the same
 * arrays, whichever kernels they choose.
 */
public final class ForwardWeights {
  private final ForwardPreset preset;
  private final List<ProjectionStack.Weights> projections = new ArrayList<>();
  private final List<LayerWeights> swiglu = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>();

  private ForwardWeights(ForwardPreset preset) {
    this.preset = preset;
  }

  /**
   * Loads the weights of all layers, built first if need be.
   *
   * @throws org.moebench.fault.UserError as {@link WeightStore#load}
   */
  public static ForwardWeights load(
      ForwardPreset preset, QuantFormat format, long seed, WeightStore store) {
    ForwardWeights loaded = new ForwardWeights(preset);
    for (int layer = 0; layer < preset.layers(); layer++) {
      if (preset.swiglu()) {
        loaded.addSwiglu(format, ForwardPreset.layerSeed(seed, layer), store);
      } else {
        loaded.addProjections(preset.specs(format, seed, layer), store);
      }
    }
    return loaded;
  }

  private void addSwiglu(QuantFormat format, long seed, WeightStore store) {
    ModelWeights loaded =
        ModelWeights.load(preset.model(), format, ForwardPreset.VARIANT.form(), seed, store);
    swiglu.add(loaded.layer());
    hashes.add(loaded.hash());
  }

  private void addProjections(List<WeightSpec> specs, WeightStore store) {
    List<PackedWeights> both = new ArrayList<>();
    for (WeightSpec spec : specs) {
      StoredWeights stored = store.load(spec);
      both.add(stored.weights());
      hashes.add(stored.hash());
    }
    projections.add(new ProjectionStack.Weights(both.get(0), both.get(1)));
  }

  /** Hashes of all files: equal if and only if the files are. */
  public String hash() {
    return String.join("+", hashes);
  }

  /**
   * A stack on these weights.
   *
   * @param steps of the same preset
   * @param strategy chooses the kernels
   * @param tuning what {@link DispatchStrategy#UNIFIED_TUNED} goes by
   * @param cache lends projections their scratch memory; SwitchGLU jobs have their own
   */
  public LayerStack stack(
      ForwardSteps steps,
      DispatchStrategy strategy,
      Tuning tuning,
      Launcher launcher,
      WorkspaceCache cache) {
    return preset.swiglu()
        ? new SwigluStack(
            swiglu,
            preset.model().activation(),
            ForwardPreset.VARIANT,
            steps.swiglu(),
            strategy,
            tuning,
            launcher)
        : new ProjectionStack(projections, steps.projections(), strategy, tuning, launcher, cache);
  }
}
