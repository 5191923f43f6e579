// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.SplittableRandom;
import org.moebench.moe.LayerWeights;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.tensor.Rows;
import org.moebench.workload.SyntheticData;

/** Small seeded weights and batches to verify dequant-GEMM, SwitchGLU and layers with. */
public final class SwigluSamples {
  private static final long SEED = 42;
  private static final int GROUP = 32;

  private SwigluSamples() {}

  /** Weights of some experts. */
  public static PackedWeights weights(
      QuantFormat format, long seed, int experts, int n, int k, int group) {
    PackedWeights packed = PackedWeights.allocate(format, experts, n, k, group);
    for (int e = 0; e < experts; e++) {
      float[] w = new float[n * k];
      for (int row = 0; row < n; row++) {
        SyntheticData.weights(seed, e, row, k, w, row * k);
      }
      packed.pack(e, format.quantize(w, n, k, group));
    }
    return packed;
  }

  /** Activations [rows][k]. */
  public static Rows activations(int rows, int k) {
    Rows x = Rows.allocate(rows, k);
    for (int row = 0; row < rows; row++) {
      SyntheticData.activations(SEED, row, k, x.data(), x.index(row));
    }
    return x;
  }

  /** Separate weights in groups of 32, or one group per row where 32 does not divide it. */
  public static SwigluWeights swiglu(
      QuantFormat format, int experts, int hidden, int intermediate, ExpertBiases biases) {
    return SwigluWeights.separate(
        weights(format, SEED, experts, intermediate, hidden, group(hidden)),
        weights(format, SEED + 1, experts, intermediate, hidden, group(hidden)),
        weights(format, SEED + 2, experts, hidden, intermediate, group(intermediate)),
        biases);
  }

  private static int group(int k) {
    return k % GROUP == 0 ? GROUP : k;
  }

  /**
   * Biases of gate and up, and of down if asked for.
   *
   * @param ofDown whether down has one too
   */
  public static ExpertBiases biases(int experts, int hidden, int intermediate, boolean ofDown) {
    return new ExpertBiases(
        normal(SEED, experts * intermediate),
        normal(SEED + 1, experts * intermediate),
        ofDown ? normal(SEED + 2, experts * hidden) : null);
  }

  /** Layer weights with a shared expert. */
  public static LayerWeights layer(QuantFormat format, int experts, int hidden, int intermediate) {
    return new LayerWeights(
        swiglu(format, experts, hidden, intermediate, ExpertBiases.NONE),
        swiglu(format, 1, hidden, intermediate, ExpertBiases.NONE));
  }

  /** An expert per slot: one in sixteen slots has none, and experts may repeat within a token. */
  public static int[] ids(long seed, int count, int experts) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = random.nextInt(16) == 0 ? -1 : random.nextInt(experts);
    }
    return ids;
  }

  /** Gating logits. */
  public static RoutingInput logits(long seed, int tokens, int experts) {
    return RoutingInput.of(GatingLogits.fp32(normal(seed, tokens * experts), tokens, experts));
  }

  /** Normally distributed values. */
  public static float[] normal(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
