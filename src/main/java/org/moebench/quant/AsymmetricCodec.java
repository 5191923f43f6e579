// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/**
 * Unsigned integers from a zero point: {@code value = (q - z)·s} with {@code s = bf16(max((wmax -
 * wmin) / d, 1e-8))}, {@code z = clamp(round(-wmin/s), 0, d)} and {@code q = clamp(round(w/s + z),
 * 0, d)}, {@code d = 2^bits - 1}, rounding ties to even.
 *
 * <p>The quantizer of auto-round's MoE kernels for Intel GPUs. The range is not widened to contain
 * zero, so a group of one sign, far from zero, saturates.
 */
final class AsymmetricCodec implements Codec {
  private final int bits;
  private final float highest;

  AsymmetricCodec(int bits) {
    this.bits = bits;
    this.highest = (1 << bits) - 1;
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public float largest() {
    return highest;
  }

  @Override
  public float largestFactor() {
    return 1 << bits;
  }

  @Override
  public float scale(float[] w, int from, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      max = Math.max(max, w[i]);
    }
    return Bf16.round(Math.max((max - min(w, from, length)) / highest, EPSILON));
  }

  @Override
  public int zero(float[] w, int from, int length, float scale) {
    return (int) Math.clamp((float) Math.rint(-min(w, from, length) / scale), 0f, highest);
  }

  private static float min(float[] w, int from, int length) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      min = Math.min(min, w[i]);
    }
    return min;
  }

  @Override
  public void encode(float[] w, int from, int length, float scale, int zero, int[] codes) {
    for (int i = 0; i < length; i++) {
      codes[i] = (int) Math.clamp((float) Math.rint(w[from + i] / scale + zero), 0f, highest);
    }
  }

  @Override
  public int fromPattern(int pattern) {
    return pattern;
  }

  @Override
  public float decode(int code, int zero) {
    return code - zero;
  }
}
