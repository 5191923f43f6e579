// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import java.util.SplittableRandom;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/** Small prefill jobs on random data. */
public final class PrefillFixtures {
  private PrefillFixtures() {}

  /** Packed random weights in [-1, 1), one matrix per expert. */
  public static PackedWeights weights(QuantFormat format, int experts, int n, int k, int group) {
    SplittableRandom random = new SplittableRandom(7);
    PackedWeights packed = PackedWeights.allocate(format, experts, n, k, group);
    for (int e = 0; e < experts; e++) {
      float[] w = new float[n * k];
      for (int i = 0; i < w.length; i++) {
        w[i] = (float) random.nextDouble(-1, 1);
      }
      packed.pack(e, format.quantize(w, n, k, group));
    }
    return packed;
  }

  /** Random rows in [-1, 1). */
  public static Rows rows(int count, int k) {
    SplittableRandom random = new SplittableRandom(8);
    Rows rows = Rows.allocate(count, k);
    for (int i = 0; i < rows.data().length; i++) {
      rows.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return rows;
  }

  /** A job for a strategy, with the vector kernel. */
  public static PrefillJob job(
      ExpertRows rows, PackedWeights weights, Launcher launcher, PrefillStrategy strategy) {
    GemmKernel kernel = GemmVariant.VECTOR_PANEL.create(weights.format());
    return new PrefillJob(
        rows,
        rows(rows.total(), weights.k()),
        weights,
        kernel,
        launcher,
        strategy.paddedRows(rows));
  }
}
