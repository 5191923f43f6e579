// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import org.moebench.moe.ProjectionStack;
import org.moebench.result.Correctness;

/** Layers of two projections: each is a call of {@link GroupedVerifier}. */
final class ProjectionLayers implements StackVerifier.Layers {
  private final ProjectionStack stack;

  ProjectionLayers(ProjectionStack stack) {
    this.stack = stack;
  }

  @Override
  public void spoil(int step) {
    for (int layer = 0; layer < stack.layers(); layer++) {
      Arrays.fill(stack.hidden(step, layer).data(), Float.NaN);
      Arrays.fill(stack.output(step, layer).data(), Float.NaN);
    }
  }

  @Override
  public Correctness compare(int step, int layer) {
    ProjectionStack.Weights weights = stack.weights(layer);
    Correctness up =
        new GroupedVerifier(weights.up())
            .compare(stack.rows(step, layer), stack.input(step, layer), stack.hidden(step, layer));
    Correctness down =
        new GroupedVerifier(weights.down())
            .compare(stack.rows(step, layer), stack.hidden(step, layer), stack.output(step, layer));
    return named("up", up).and(named("down", down));
  }

  private static Correctness named(String projection, Correctness found) {
    return found.passed()
        ? found
        : new Correctness(
            found.compared(),
            found.total(),
            found.worstRatio(),
            projection + ": " + found.message());
  }
}
