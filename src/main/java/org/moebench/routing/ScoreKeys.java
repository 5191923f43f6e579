// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/**
 * Selection scores as integers of the same order, so that they can be compared without the special
 * cases of floats. -0 does not occur.
 */
final class ScoreKeys {
  /** Below every score: lanes that hold no expert. */
  static final int NONE = Integer.MIN_VALUE;

  /** Key of -∞, the score of NaN. */
  static final int LOWEST = of(Float.NEGATIVE_INFINITY);

  private ScoreKeys() {}

  static int of(float score) {
    int bits = Float.floatToRawIntBits(score);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  static float score(int key) {
    return Float.intBitsToFloat(key ^ ((key >> 31) & 0x7fffffff));
  }
}
