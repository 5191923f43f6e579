// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import java.util.Random;

/**
 * What a format costs in accuracy, apart from any kernel: on weights drawn from N(0, 1)·0.1, the
 * distribution of the published benchmark.
 */
public final class QuantizationError {
  private static final long SEED = 42;
  private static final float DEVIATION = 0.1f;

  /** Enough for three significant digits of a root mean square (relative error about 0.1 %). */
  private static final int SAMPLES = 1 << 18;

  private QuantizationError() {}

  /**
   * Root mean square of (dequantized - original) over that of the original; always the same for the
   * same arguments. 0 for FP32.
   *
   * @param group weights that share a scale
   * @throws IllegalArgumentException if the group is not positive or does not fill whole bytes
   */
  public static double relativeRms(QuantFormat format, int group) {
    if (group < 1) {
      throw new IllegalArgumentException("group of " + group + " weights");
    }
    int rows = Math.ceilDiv(SAMPLES, group);
    float[] weights = gaussian(Math.multiplyExact(rows, group));
    float[] restored = format.quantize(weights, rows, group, group).dequantize();
    double error = 0;
    double signal = 0;
    for (int i = 0; i < weights.length; i++) {
      double difference = (double) restored[i] - weights[i];
      error += difference * difference;
      signal += (double) weights[i] * weights[i];
    }
    return Math.sqrt(error / signal);
  }

  private static float[] gaussian(int count) {
    Random random = new Random(SEED);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * DEVIATION;
    }
    return values;
  }
}
