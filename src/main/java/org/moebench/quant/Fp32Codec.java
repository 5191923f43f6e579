// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** The unquantized baseline: a code is the weight's own 32 bits, its scale is 1 and not stored. */
final class Fp32Codec implements Codec {
  @Override
  public int bits() {
    return Float.SIZE;
  }

  @Override
  public float largest() {
    return Float.MAX_VALUE;
  }

  @Override
  public float largestFactor() {
    return 1f;
  }

  @Override
  public float scale(float[] w, int from, int length) {
    return 1f;
  }

  @Override
  public int zero(float[] w, int from, int length, float scale) {
    return 0;
  }

  @Override
  public void encode(float[] w, int from, int length, float scale, int zero, int[] codes) {
    for (int i = 0; i < length; i++) {
      codes[i] = Float.floatToRawIntBits(w[from + i]);
    }
  }

  @Override
  public int fromPattern(int pattern) {
    return pattern;
  }

  @Override
  public float decode(int code, int zero) {
    return Float.intBitsToFloat(code);
  }
}
