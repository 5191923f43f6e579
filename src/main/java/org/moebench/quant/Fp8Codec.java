// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/**
 * 8-bit floating point with a scale per group: {@code value = decode(q)·s} with {@code s =
 * bf16(max(absmax, 1e-8) / largest)} and {@code q = encode(w/s)}, saturating. The quantizer of
 * auto-round's MoE kernels for Intel GPUs.
 */
final class Fp8Codec implements Codec {
  private final Fp8 fp8;

  Fp8Codec(Fp8 fp8) {
    this.fp8 = fp8;
  }

  @Override
  public int bits() {
    return Byte.SIZE;
  }

  @Override
  public float largest() {
    return fp8.largest();
  }

  @Override
  public float largestFactor() {
    return fp8.shiftFactor();
  }

  @Override
  public float scale(float[] w, int from, int length) {
    return Codec.scaleOfLargest(w, from, length, fp8.largest());
  }

  @Override
  public int zero(float[] w, int from, int length, float scale) {
    return 0;
  }

  @Override
  public void encode(float[] w, int from, int length, float scale, int zero, int[] codes) {
    for (int i = 0; i < length; i++) {
      codes[i] = fp8.encode(w[from + i] / scale);
    }
  }

  @Override
  public int fromPattern(int pattern) {
    return pattern;
  }

  @Override
  public float decode(int code, int zero) {
    return fp8.decode(code);
  }
}
