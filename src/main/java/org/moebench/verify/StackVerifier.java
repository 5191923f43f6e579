// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import org.moebench.moe.LayerStack;
import org.moebench.moe.ProjectionStack;
import org.moebench.moe.SwigluStack;
import org.moebench.result.Correctness;

/**
 * Compares a step through a stack of layers with the reference, layer by layer: every layer's
 * output with what the reference makes of the input that the layer really got, by the bound of one
 * layer. Errors of earlier layers do not widen it.
 */
public final class StackVerifier {
  /** The layers of one kind of stack. */
  interface Layers {
    /** Fills what a step will write with NaN. */
    void spoil(int step);

    /** Compares a layer's activations. */
    Correctness compare(int step, int layer);
  }

  private final LayerStack stack;
  private final Layers layers;

  /**
   * @param stack of one of the known kinds
   */
  public StackVerifier(LayerStack stack) {
    this.stack = stack;
    layers =
        stack instanceof ProjectionStack projections
            ? new ProjectionLayers(projections)
            : new SwigluLayers((SwigluStack) stack);
  }

  /** Spoils the activations, computes the step once, and compares. */
  public Correctness run(int step) {
    layers.spoil(step);
    stack.run(step);
    return compare(step);
  }

  /** Compares the activations of a step, which must have been the last of its kind to run. */
  public Correctness compare(int step) {
    Correctness all = new Correctness(0, 0, 0, null);
    for (int layer = 0; layer < stack.layers(); layer++) {
      all = all.and(named(step, layer, layers.compare(step, layer)));
    }
    return all;
  }

  private static Correctness named(int step, int layer, Correctness found) {
    return found.passed()
        ? found
        : new Correctness(
            found.compared(),
            found.total(),
            found.worstRatio(),
            "step %d, layer %d, %s".formatted(step, layer, found.message()));
  }
}
