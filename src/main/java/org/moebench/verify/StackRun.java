// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.List;
import org.moebench.launch.Launcher;
import org.moebench.moe.Crossover;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.LayerStack;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.ProjectionStack;
import org.moebench.moe.SwigluStack;
import org.moebench.moe.Tuning;
import org.moebench.moe.WorkspaceCache;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/** What the {@code verify} command runs of one strategy: passes through small stacks. */
final class StackRun {
  private static final int EXPERTS = 4;
  private static final int HIDDEN = 64;
  private static final int INTERMEDIATE = 96;
  private static final int GROUP = 32;
  private static final int SLOTS = 2;
  private static final int WORKERS = 2;
  private static final long CACHE_BYTES = 1L << 28;

  /** Experts of six tokens: some have as many rows as the limit, some have more. */
  private static final int[] PROMPT = {0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 2, 0};

  private static final int[] TOKEN = {3, 1};
  private static final int LIMIT = 3;

  private StackRun() {}

  /** Both kinds of stacks in every format, prefill and decode. */
  static Comparison of(DispatchStrategy strategy) {
    Comparison sum = Comparison.NONE;
    try (Launcher launcher = new Launcher(WORKERS)) {
      for (QuantFormat format : QuantFormat.values()) {
        sum = sum.and(verify(projections(format, strategy, launcher)));
        sum = sum.and(verify(swiglu(format, strategy, launcher)));
      }
    }
    return sum;
  }

  private static Comparison verify(LayerStack stack) {
    StackVerifier verifier = new StackVerifier(stack);
    Comparison sum = Comparison.NONE;
    for (int step = 0; step < stack.steps(); step++) {
      Correctness c = verifier.run(step);
      sum = sum.and(new Comparison(c.compared(), c.worstRatio(), c.message()));
    }
    return sum;
  }

  private static Tuning tuning(QuantFormat format) {
    return new Tuning(List.of(new Crossover(format, INTERMEDIATE, HIDDEN, LIMIT, 8)));
  }

  private static LayerStack projections(
      QuantFormat format, DispatchStrategy strategy, Launcher launcher) {
    ProjectionStack.Weights weights =
        new ProjectionStack.Weights(
            SwigluSamples.weights(format, 1, EXPERTS, INTERMEDIATE, HIDDEN, GROUP),
            SwigluSamples.weights(format, 2, EXPERTS, HIDDEN, INTERMEDIATE, GROUP));
    List<ProjectionStack.Step> steps =
        List.of(
            step(true, new ExpertRows(LIMIT, LIMIT + 2, 0, 17), new ExpertRows(0, 22, 1, 2)),
            step(false, new ExpertRows(1, 0, 0, 1), new ExpertRows(0, 2, 0, 0)));
    return new ProjectionStack(
        List.of(weights, weights),
        steps,
        strategy,
        tuning(format),
        launcher,
        new WorkspaceCache(CACHE_BYTES));
  }

  private static ProjectionStack.Step step(boolean prefill, ExpertRows... rows) {
    Rows input = SwigluSamples.activations(rows[0].total(), HIDDEN);
    return new ProjectionStack.Step(prefill, input, List.of(rows));
  }

  private static LayerStack swiglu(
      QuantFormat format, DispatchStrategy strategy, Launcher launcher) {
    SwigluVariant variant = SwigluVariant.FUSED;
    LayerWeights weights =
        new LayerWeights(
            SwigluSamples.swiglu(format, EXPERTS, HIDDEN, INTERMEDIATE, ExpertBiases.NONE)
                .as(variant.form()),
            null);
    return new SwigluStack(
        List.of(weights, weights),
        Activation.silu(),
        variant,
        List.of(step(true, PROMPT), step(false, TOKEN)),
        strategy,
        tuning(format),
        launcher);
  }

  private static SwigluStack.Step step(boolean prefill, int... ids) {
    float[] weights = SwigluSamples.normal(ids.length, ids.length);
    Rows input = SwigluSamples.activations(ids.length / SLOTS, HIDDEN);
    return new SwigluStack.Step(prefill, input, List.of(ids, ids), List.of(weights, weights));
  }
}
