// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.launch.Launcher;
import org.moebench.swiglu.SwigluJob;
import org.moebench.tensor.OutputSize;
import org.moebench.tensor.Rows;

/**
 * L2 norm and largest element of the output of every slot, before it is weighted.
 *
 * <p>Where weights are applied before down, a slot's output has its weight in it already and is
 * divided by it; of a weight of 0 nothing is left, and norm and largest element are 0.
 */
final class SlotNorms {
  private final SwigluJob job;
  private final float[] norms;
  private final float[] maxima;
  private final Launcher.Task task = this::work;

  SlotNorms(SwigluJob job) {
    this.job = job;
    norms = new float[job.tokens() * job.slots()];
    maxima = new float[norms.length];
  }

  /** Computes both from the job's output, in a launch. */
  void run() {
    job.launcher().launch(task);
  }

  private void work(int worker) {
    int workers = job.launcher().workers();
    int end = (int) ((long) norms.length * (worker + 1) / workers);
    for (int pair = (int) ((long) norms.length * worker / workers); pair < end; pair++) {
      float weight = job.ids()[pair] < 0 ? 0 : job.weightBeforeDown(pair);
      if (weight == 0) {
        norms[pair] = 0;
        maxima[pair] = 0;
      } else {
        measure(pair, weight);
      }
    }
  }

  private void measure(int pair, float weight) {
    Rows out = job.output();
    int from = out.index(pair);
    int end = from + job.weights().hidden();
    norms[pair] = (float) OutputSize.norm(out.data(), from, end, weight);
    maxima[pair] = (float) OutputSize.largest(out.data(), from, end, weight);
  }

  /** Norms [tokens][slots] of the last run. */
  float[] norms() {
    return norms;
  }

  /** Largest elements [tokens][slots] of the last run. */
  float[] maxima() {
    return maxima;
  }
}
