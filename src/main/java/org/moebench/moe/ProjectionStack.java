// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * Layers of two projections, up K→I and down I→K, with no activation between them: the stack of
 * intel/auto-round's test_moe_model_perf.py. A layer's rows are the next one's as they are, in the
 * order of experts; they are not scattered and gathered between layers, though experts may own
 * others of them in every layer.
 */
public final class ProjectionStack implements LayerStack {
  /**
   * Weights of a layer.
   *
   * @param up [E][I][K]
   * @param down [E][K][I]
   */
  public record Weights(PackedWeights up, PackedWeights down) {
    /**
     * @throws IllegalArgumentException if one's output is not the other's input
     */
    public Weights {
      if (up.experts() != down.experts() || up.n() != down.k() || up.k() != down.n()) {
        throw new IllegalArgumentException(
            "up of N=%d K=%d for %d experts, down of N=%d K=%d for %d"
                .formatted(up.n(), up.k(), up.experts(), down.n(), down.k(), down.experts()));
      }
    }
  }

  /**
   * A step of the forward pass.
   *
   * @param prefill whether the caller knows it as prefill; else it is decode
   * @param input rows of the first layer, [rows][K]
   * @param rows rows per expert of every layer; all have as many in all
   */
  public record Step(boolean prefill, Rows input, List<ExpertRows> rows) {
    /**
     * @throws IllegalArgumentException if a layer has another number of rows than the input
     */
    public Step {
      rows = List.copyOf(rows);
      for (ExpertRows layer : rows) {
        if (layer.total() != input.count()) {
          throw new IllegalArgumentException(
              "%d rows of a layer, %d of the input".formatted(layer.total(), input.count()));
        }
      }
    }
  }

  /** Steps of one kind and size share their activations: one after the other, as in a program. */
  private record Kind(boolean prefill, int rows) {}

  private record Activations(Rows[] hidden, Rows[] outputs) {}

  private final List<Weights> weights;
  private final List<Step> steps;
  private final DispatchStrategy strategy;
  private final GroupedGemm[] up;
  private final GroupedGemm[] down;
  private final Dispatcher[] dispatchUp;
  private final Dispatcher[] dispatchDown;
  private final Activations[] activations;

  /**
   * Allocates the activations.
   *
   * @param weights of every layer
   * @param steps of the forward pass, each with as many layers; the first is prefill
   * @param strategy chooses the kernels
   * @param tuning what {@link DispatchStrategy#UNIFIED_TUNED} goes by, for each projection
   * @param launcher shares every call over its workers
   * @param cache lends every call its scratch memory
   * @throws IllegalArgumentException if a step has another number of layers
   */
  public ProjectionStack(
      List<Weights> weights,
      List<Step> steps,
      DispatchStrategy strategy,
      Tuning tuning,
      Launcher launcher,
      WorkspaceCache cache) {
    this.weights = List.copyOf(weights);
    this.steps = List.copyOf(steps);
    this.strategy = strategy;
    int layers = weights.size();
    up = new GroupedGemm[layers];
    down = new GroupedGemm[layers];
    dispatchUp = new Dispatcher[layers];
    dispatchDown = new Dispatcher[layers];
    for (int layer = 0; layer < layers; layer++) {
      up[layer] = new GroupedGemm(weights.get(layer).up(), launcher, cache);
      down[layer] = new GroupedGemm(weights.get(layer).down(), launcher, cache);
      dispatchUp[layer] = dispatcher(up[layer], tuning);
      dispatchDown[layer] = dispatcher(down[layer], tuning);
    }
    activations = allocate();
  }

  private Dispatcher dispatcher(GroupedGemm gemm, Tuning tuning) {
    PackedWeights w = gemm.weights();
    return new Dispatcher(gemm, strategy.rule(tuning, w.format(), w.n(), w.k()));
  }

  private Activations[] allocate() {
    Map<Kind, Activations> kinds = new HashMap<>();
    return steps.stream()
        .map(step -> kinds.computeIfAbsent(kind(step), kind -> allocate(kind.rows())))
        .toArray(Activations[]::new);
  }

  private Kind kind(Step step) {
    if (step.rows().size() != weights.size()) {
      throw new IllegalArgumentException(
          "a step of %d layers, weights of %d".formatted(step.rows().size(), weights.size()));
    }
    return new Kind(step.prefill(), step.input().count());
  }

  private Activations allocate(int rows) {
    Rows[] hidden = new Rows[weights.size()];
    Rows[] outputs = new Rows[weights.size()];
    for (int layer = 0; layer < hidden.length; layer++) {
      hidden[layer] = Rows.allocate(rows, weights.get(layer).up().n());
      outputs[layer] = Rows.allocate(rows, weights.get(layer).down().n());
    }
    return new Activations(hidden, outputs);
  }

  @Override
  public void run(int step) {
    Step now = steps.get(step);
    for (int layer = 0; layer < up.length; layer++) {
      ExpertRows rows = now.rows().get(layer);
      Rows hidden = hidden(step, layer);
      project(now, up[layer], dispatchUp[layer], rows, input(step, layer), hidden);
      project(now, down[layer], dispatchDown[layer], rows, hidden, output(step, layer));
    }
  }

  private void project(
      Step step, GroupedGemm gemm, Dispatcher dispatcher, ExpertRows rows, Rows x, Rows out) {
    if (strategy == DispatchStrategy.MANUAL_BRANCH) {
      gemm.run(rows, x, out, step.prefill() ? PhasedGemm.ALWAYS_PREFILL : PhasedGemm.ALWAYS_DECODE);
    } else {
      dispatcher.run(strategy.phase(step.prefill()), rows, x, out);
    }
  }

  @Override
  public int layers() {
    return up.length;
  }

  @Override
  public int steps() {
    return steps.size();
  }

  @Override
  public Rows output(int step) {
    return output(step, up.length - 1);
  }

  /** Weights of a layer. */
  public Weights weights(int layer) {
    return weights.get(layer);
  }

  /** Rows per expert of a layer. */
  public ExpertRows rows(int step, int layer) {
    return steps.get(step).rows().get(layer);
  }

  /** What a layer got, [rows][K]. */
  public Rows input(int step, int layer) {
    return layer == 0 ? steps.get(step).input() : output(step, layer - 1);
  }

  /** What its up projection gave, [rows][I]. */
  public Rows hidden(int step, int layer) {
    return activations[step].hidden()[layer];
  }

  /** What its down projection gave, [rows][K]. */
  public Rows output(int step, int layer) {
    return activations[step].outputs()[layer];
  }
}
