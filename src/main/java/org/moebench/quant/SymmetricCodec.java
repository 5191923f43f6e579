// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/**
 * Signed integers around zero: {@code value = q·s} with {@code s = bf16(max(absmax, 1e-8) / d)} and
 * {@code q = clamp(round(w/s), lo, hi)}, rounding ties to even.
 *
 * <p>The quantizer of auto-round's MoE kernels for Intel GPUs. Its 2-bit range is one-sided: the
 * largest positive weight, two steps up, is clamped to one.
 */
final class SymmetricCodec implements Codec {
  private final int bits;
  private final float divisor;
  private final float lowest;
  private final float highest;

  SymmetricCodec(int bits, int divisor, int lowest, int highest) {
    this.bits = bits;
    this.divisor = divisor;
    this.lowest = lowest;
    this.highest = highest;
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public float largest() {
    return divisor;
  }

  @Override
  public float largestFactor() {
    return 1 << bits;
  }

  @Override
  public float scale(float[] w, int from, int length) {
    return Codec.scaleOfLargest(w, from, length, divisor);
  }

  @Override
  public int zero(float[] w, int from, int length, float scale) {
    return 0;
  }

  @Override
  public void encode(float[] w, int from, int length, float scale, int zero, int[] codes) {
    for (int i = 0; i < length; i++) {
      codes[i] = (int) Math.clamp((float) Math.rint(w[from + i] / scale), lowest, highest);
    }
  }

  @Override
  public int fromPattern(int pattern) {
    int unused = Integer.SIZE - bits;
    return (pattern << unused) >> unused;
  }

  @Override
  public float decode(int code, int zero) {
    return code;
  }
}
