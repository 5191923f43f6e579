// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/**
 * How one weight format turns the weights of a group into codes and back. Weights are finite; every
 * operation is a float32 operation, so that results are the same bits everywhere.
 *
 * <p>A <em>code</em> is the number as the published formats define it: signed for symmetric
 * integers, unsigned for asymmetric ones, the 8-bit pattern for FP8.
 */
public interface Codec {
  /** Smallest absolute maximum (symmetric, FP8) or scale (asymmetric) of a group, before bf16. */
  float EPSILON = 1e-8f;

  /** Bits per code: 2, 4, 8 or 32. */
  int bits();

  /** Largest magnitude that {@link #decode} gives for the codes of a group. */
  float largest();

  /**
   * Largest number that kernels multiply a scale by while decoding; scales for which the product
   * overflows are not packed.
   */
  float largestFactor();

  /** Scale of the group {@code w[from, from + length)}, rounded to bf16. */
  float scale(float[] w, int from, int length);

  /** Zero point of the group, 0 to 255; 0 for formats without. */
  int zero(float[] w, int from, int length, float scale);

  /** Codes of the group's weights into {@code codes[0, length)}. */
  void encode(float[] w, int from, int length, float scale, int zero, int[] codes);

  /** The code held by the low {@link #bits} bits of {@code pattern}; higher bits are zero. */
  int fromPattern(int pattern);

  /** What the code stands for, in units of the scale; exact. */
  float decode(int code, int zero);

  /** Scale of a group whose largest magnitude is mapped to {@code largest}, rounded to bf16. */
  static float scaleOfLargest(float[] w, int from, int length, float largest) {
    float absMax = 0f;
    for (int i = from; i < from + length; i++) {
      absMax = Math.max(absMax, Math.abs(w[i]));
    }
    return Bf16.round(Math.max(absMax, EPSILON) / largest);
  }
}
