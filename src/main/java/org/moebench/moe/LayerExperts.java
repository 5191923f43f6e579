// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.Arrays;
import org.moebench.launch.Launcher;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluKernel;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;

/** What follows the router in a layer: routed experts, shared expert, weighted sum. */
public final class LayerExperts {
  private final LayerConfig config;
  private final Launcher launcher;
  private final SwigluJob routed;
  private final SwigluKernel routedKernel;
  private final SwigluJob shared;
  private final SwigluKernel sharedKernel;
  private final int[] sharedIds;
  private final float[] ones;
  private final Rows output;
  private final Launcher.Task combine = this::combine;
  private float[] weights;

  /**
   * Allocates outputs and scratch memory; the batch comes by {@link #batch}.
   *
   * @param variant computes routed and shared experts; weights must be of its form
   * @param tokens rows of a batch
   * @param slots experts per token
   */
  public LayerExperts(
      LayerConfig config,
      LayerWeights weights,
      SwigluVariant variant,
      int tokens,
      int slots,
      Launcher launcher) {
    this.config = config;
    this.launcher = launcher;
    routed =
        new SwigluJob(
            weights.routed(), config.activation(), tokens, slots, config.sortThreshold(), launcher);
    routedKernel = variant.create(routed);
    if (weights.shared() == null) {
      shared = null;
      sharedKernel = null;
    } else {
      // All rows in one segment: a batch of one expert gains nothing from a threshold.
      shared = new SwigluJob(weights.shared(), config.sharedActivation(), tokens, 1, 2, launcher);
      sharedKernel = variant.create(shared);
    }
    sharedIds = new int[tokens];
    ones = new float[tokens * slots];
    Arrays.fill(ones, 1);
    output = Rows.allocate(tokens, weights.routed().hidden());
  }

  /**
   * The batch to compute next; not copied.
   *
   * @param x activations [tokens][D]
   * @param ids expert per token and slot; -1 for none
   * @param slotWeights router weight per token and slot
   * @throws IllegalArgumentException as {@link SwigluJob#batch}
   */
  public void batch(Rows x, int[] ids, float[] slotWeights) {
    routed.batch(x, ids, config.weightsBeforeDown() ? slotWeights : null);
    weights = config.weightsBeforeDown() ? ones : slotWeights;
    if (shared != null) {
      shared.batch(x, sharedIds);
    }
  }

  /** Computes the batch into {@link #output}. */
  public void run() {
    routedKernel.run();
    if (sharedKernel != null) {
      sharedKernel.run();
    }
    launcher.launch(combine);
  }

  /** Workers share the columns of all tokens: there may be one token only. */
  private void combine(int worker) {
    int columns = output.stride();
    int from = (int) ((long) columns * worker / launcher.workers());
    int to = (int) ((long) columns * (worker + 1) / launcher.workers());
    Rows ofShared = shared == null ? null : shared.output();
    for (int t = 0; t < output.count(); t++) {
      VectorCombine.token(t, routed.slots(), routed.output(), weights, ofShared, output, from, to);
    }
  }

  /** Results [tokens][D]. */
  public Rows output() {
    return output;
  }

  /** The routed experts' job. */
  public SwigluJob routed() {
    return routed;
  }
}
