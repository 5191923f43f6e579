// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import org.moebench.gemm.Workspace;
import org.moebench.quant.QuantFormat;

/** What a fork that runs forward passes holds in memory. */
public final class ForwardMemory {
  /** Prefill and decode, as batches of different sizes. */
  private static final int KINDS = 2;

  private ForwardMemory() {}

  /**
   * Bytes of weights, inputs, activations and scratch memory. A joined form needs one projection
   * more while it is made.
   *
   * @param stacks strategies that take turns on the same weights
   * @throws ArithmeticException if that overflows a {@code long}
   * @throws org.moebench.fault.UserError TOO_LARGE if a projection does not fit an array
   */
  public static long bytes(
      ForwardPreset preset, QuantFormat format, ForwardRouting routing, int workers, int stacks) {
    long weights = preset.weightBytes(format);
    if (preset.swiglu()) {
      long layer = ModelWeights.bytes(preset.model(), format);
      long making =
          ModelWeights.peakBytes(preset.model(), format, ForwardPreset.VARIANT.form()) - layer;
      weights = Math.addExact(weights, making);
    }
    long stack = Math.addExact(activations(preset, routing), workspaces(preset, workers));
    return Math.addExact(weights, Math.multiplyExact(stack, (long) stacks));
  }

  private static long activations(ForwardPreset preset, ForwardRouting routing) {
    long rows = (long) preset.prefillRows(routing) + preset.decodeRows(routing);
    // rows in, gathered, normalised and out of a layer, and gate, up and activated rows
    long perRow = 4L * preset.hidden() + 3L * preset.intermediate();
    long steps = (long) preset.steps() * preset.decodeRows(routing) * preset.hidden();
    long all = Math.multiplyExact(Math.multiplyExact(rows, perRow), (long) preset.layers() + 1);
    return Math.multiplyExact(Math.addExact(all, steps), (long) Float.BYTES);
  }

  /** Projections borrow workspaces, one after the other; a SwitchGLU job has its own. */
  private static long workspaces(ForwardPreset preset, int workers) {
    long widest = Workspace.bytes(Math.max(preset.hidden(), preset.intermediate()));
    long sets = KINDS * (preset.swiglu() ? (long) preset.layers() : 1);
    return Math.multiplyExact(Math.multiplyExact(widest, sets), (long) workers);
  }
}
