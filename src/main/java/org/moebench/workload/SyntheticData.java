// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * Weights and activations drawn as in the published prefill benchmark: weights from N(0, 1)·0.1,
 * activations from N(0, 1). Biases are drawn like weights, which is a choice.
 *
 * <p>Every row has its own generator, so that the data depend on the seed alone and not on who
 * generates which row when.
 */
public final class SyntheticData {
  private static final long WEIGHTS = 1;
  private static final long ACTIVATIONS = 2;
  private static final long BIASES = 11; // 3 to 10 are those of the routing inputs
  private static final double WEIGHT_DEVIATION = 0.1;

  private SyntheticData() {}

  /** One row (output feature) of an expert's weights into {@code to[at, at + k)}. */
  public static void weights(long seed, int expert, int row, int k, float[] to, int at) {
    NormalStream normal = new NormalStream(seed, WEIGHTS, expert, row);
    for (int i = 0; i < k; i++) {
      to[at + i] = (float) (WEIGHT_DEVIATION * normal.next());
    }
  }

  /** The activations of one routed row into {@code to[at, at + k)}. */
  public static void activations(long seed, int row, int k, float[] to, int at) {
    NormalStream normal = new NormalStream(seed, ACTIVATIONS, 0, row);
    for (int i = 0; i < k; i++) {
      to[at + i] = (float) normal.next();
    }
  }

  /** The biases of all experts, [experts][rows]: one for each output feature. */
  public static float[] biases(long seed, int experts, int rows) {
    float[] biases = new float[Math.multiplyExact(experts, rows)];
    for (int i = 0; i < biases.length; i++) {
      NormalStream normal = new NormalStream(seed, BIASES, i / rows, i % rows);
      biases[i] = (float) (WEIGHT_DEVIATION * normal.next());
    }
    return biases;
  }
}
