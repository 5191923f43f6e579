// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moebench.gemm.PhasedGemm;
import org.moebench.launch.Launcher;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * Layers of SwitchGLU experts around a residual stream: {@code h += Σ_s w_s · expert_s(norm(h))}.
 * The experts of every token and their weights are given; there is neither router nor attention.
 *
 * <p>The strategy's answer for gate and up holds for the down projection of the layer too, since a
 * {@link SwigluJob} has one limit. Rows per expert are counted where the strategy looks at them.
 * Slots of one token are computed one by one, those of several tokens sorted by expert.
 */
public final class SwigluStack implements LayerStack {
  /**
   * A step of the forward pass.
   *
   * @param prefill whether the caller knows it as prefill; else it is decode
   * @param input the residual stream before the first layer, [tokens][D]
   * @param ids experts of every layer, [tokens][slots] each
   * @param weights router weights of every layer, [tokens][slots] each
   */
  public record Step(boolean prefill, Rows input, List<int[]> ids, List<float[]> weights) {
    public Step {
      ids = List.copyOf(ids);
      weights = List.copyOf(weights);
    }
  }

  private record Kind(boolean prefill, int tokens) {}

  /** Stream has one more: before the first layer it is the step's input. */
  private record Activations(Rows[] stream, Rows[] normed, LayerExperts[] experts) {}

  private final List<LayerWeights> weights;
  private final Activation activation;
  private final SwigluVariant variant;
  private final List<Step> steps;
  private final DispatchStrategy strategy;
  private final PhaseRule rule;
  private final Launcher launcher;
  private final int slots;
  private final int[] counts;
  private final Activations[] activations;

  /**
   * Allocates activations and scratch memory.
   *
   * @param weights of every layer, of the variant's form, all of one shape, without shared experts
   * @param activation of the experts
   * @param variant computes the experts
   * @param steps of the forward pass, each with as many layers; the first is prefill
   * @param strategy chooses the kernels
   * @param tuning what {@link DispatchStrategy#UNIFIED_TUNED} goes by
   * @param launcher shares every call over its workers
   * @throws IllegalArgumentException if a step has another number of layers or slots, or there is a
   *     shared expert
   */
  public SwigluStack(
      List<LayerWeights> weights,
      Activation activation,
      SwigluVariant variant,
      List<Step> steps,
      DispatchStrategy strategy,
      Tuning tuning,
      Launcher launcher) {
    this.weights = List.copyOf(weights);
    this.activation = activation;
    this.variant = variant;
    this.steps = List.copyOf(steps);
    this.strategy = strategy;
    this.launcher = launcher;
    SwigluWeights first = weights.get(0).routed();
    rule = strategy.rule(tuning, first.format(), first.intermediate(), first.hidden());
    slots = steps.get(0).ids().get(0).length / steps.get(0).input().count();
    counts = new int[first.experts()];
    check();
    activations = allocate();
  }

  private void check() {
    for (Step step : steps) {
      boolean fits = step.ids().size() == layers() && step.weights().size() == layers();
      for (int[] ids : step.ids()) {
        fits &= ids.length == step.input().count() * slots;
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "a step that does not have %d layers of %d slots per token".formatted(layers(), slots));
      }
    }
    if (weights.stream().anyMatch(layer -> layer.shared() != null)) {
      throw new IllegalArgumentException("a stack of layers with shared experts");
    }
  }

  private Activations[] allocate() {
    Map<Kind, Activations> kinds = new HashMap<>();
    return steps.stream()
        .map(step -> new Kind(step.prefill(), step.input().count()))
        .map(kind -> kinds.computeIfAbsent(kind, k -> allocate(k.tokens())))
        .toArray(Activations[]::new);
  }

  private Activations allocate(int tokens) {
    int never = Integer.MAX_VALUE;
    LayerConfig config = new LayerConfig(activation, null, false, tokens == 1 ? never : 0);
    int hidden = weights.get(0).routed().hidden();
    Rows[] stream = new Rows[layers() + 1];
    Rows[] normed = new Rows[layers()];
    LayerExperts[] experts = new LayerExperts[layers()];
    for (int layer = 0; layer < layers(); layer++) {
      stream[layer + 1] = Rows.allocate(tokens, hidden);
      normed[layer] = Rows.allocate(tokens, hidden);
      experts[layer] =
          new LayerExperts(config, weights.get(layer), variant, tokens, slots, launcher);
    }
    return new Activations(stream, normed, experts);
  }

  @Override
  public void run(int step) {
    Step now = steps.get(step);
    for (int layer = 0; layer < layers(); layer++) {
      Rows before = stream(step, layer);
      Rows x = normed(step, layer);
      RmsNorm.apply(before, x.stride(), x);
      LayerExperts experts = experts(step, layer);
      int[] ids = now.ids().get(layer);
      experts.batch(x, ids, now.weights().get(layer));
      experts.routed().gemm().decodeRows(decodeRows(now, ids));
      experts.run();
      add(before, experts.output(), stream(step, layer + 1));
    }
  }

  private int decodeRows(Step step, int[] ids) {
    return switch (strategy.phase(step.prefill())) {
      case DECODE -> PhasedGemm.ALWAYS_DECODE;
      case PREFILL -> PhasedGemm.ALWAYS_PREFILL;
      case AUTO -> rule.decodeRows(count(ids));
    };
  }

  private ExpertRows count(int[] ids) {
    Arrays.fill(counts, 0);
    for (int id : ids) {
      counts[id]++;
    }
    return new ExpertRows(counts);
  }

  private static void add(Rows a, Rows b, Rows sum) {
    for (int r = 0; r < sum.count(); r++) {
      int atA = a.index(r);
      int atB = b.index(r);
      int to = sum.index(r);
      for (int c = 0; c < sum.stride(); c++) {
        sum.data()[to + c] = a.data()[atA + c] + b.data()[atB + c];
      }
    }
  }

  @Override
  public int layers() {
    return weights.size();
  }

  @Override
  public int steps() {
    return steps.size();
  }

  @Override
  public Rows output(int step) {
    return stream(step, layers());
  }

  /**
   * The residual stream before a layer, [tokens][D].
   *
   * @param layer from 0 to {@link #layers}, which stands for what the last layer gave
   */
  public Rows stream(int step, int layer) {
    return layer == 0 ? steps.get(step).input() : activations[step].stream()[layer];
  }

  /** What a layer's experts got, [tokens][D]. */
  public Rows normed(int step, int layer) {
    return activations[step].normed()[layer];
  }

  /** A layer's experts, with the batch and the outputs of the last step of that kind. */
  public LayerExperts experts(int step, int layer) {
    return activations[step].experts()[layer];
  }

  /** Router weights of a layer, [tokens][slots]. */
  public float[] slotWeights(int step, int layer) {
    return steps.get(step).weights().get(layer);
  }
}
