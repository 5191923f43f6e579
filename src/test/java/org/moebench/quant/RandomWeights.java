// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import java.util.Random;

/** Seeded weights for tests. */
final class RandomWeights {
  private RandomWeights() {}

  static float[] of(long seed, int count) {
    Random random = new Random(seed);
    float[] w = new float[count];
    for (int i = 0; i < count; i++) {
      w[i] = (float) random.nextGaussian() * 0.1f;
    }
    return w;
  }
}
