// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/**
 * The two 8-bit floating-point formats for deep learning (Micikevicius et al., 2022,
 * arXiv:2209.05433), with the sign in bit 7.
 *
 * <pre>
 *          bit  7   6 5 4 3   2 1 0
 * E4M3 (FN)   sign exponent  mantissa     bias 7, subnormals m/512, 7f and ff NaN, no infinity
 *
 *          bit  7   6 5 4 3 2   1 0
 * E5M2        sign  exponent  mantissa    bias 15, subnormals m/65536, exponent 31 infinity or NaN
 * </pre>
 */
public enum Fp8 {
  E4M3(3, 7, 448f, 0x7F),
  E5M2(2, 15, 57344f, 0x7C);

  private static final int SIGN = 0x80;
  private static final int NAN = 0x7F;
  private static final int FLOAT_BIAS = 127;
  private static final int FLOAT_MANTISSA_BITS = 23;

  private final int mantissaBits;
  private final int bias;
  private final float largest;
  private final int firstNonFinite;

  /** Never changed once built, and never handed out. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final float[] table = new float[256];

  Fp8(int mantissaBits, int bias, float largest, int firstNonFinite) {
    this.mantissaBits = mantissaBits;
    this.bias = bias;
    this.largest = largest;
    this.firstNonFinite = firstNonFinite;
    for (int code = 0; code < table.length; code++) {
      float magnitude = magnitude(code & ~SIGN);
      table[code] = (code & SIGN) == 0 ? magnitude : -magnitude;
    }
  }

  private float magnitude(int code) {
    if (code >= firstNonFinite) {
      boolean infinite = firstNonFinite != NAN && code == firstNonFinite;
      return infinite ? Float.POSITIVE_INFINITY : Float.NaN;
    }
    int exponent = code >> mantissaBits;
    int mantissa = code & ((1 << mantissaBits) - 1);
    return exponent == 0
        ? mantissa * subnormalUnit()
        : ((1 << mantissaBits) + mantissa) * Math.scalb(1f, exponent - bias - mantissaBits);
  }

  private float subnormalUnit() {
    return Math.scalb(1f, 1 - bias - mantissaBits);
  }

  /** The largest finite value: 448 or 57344. */
  public float largest() {
    return largest;
  }

  /**
   * 2^120 or 2^112: a finite code moved to the sign, lowest exponent and highest mantissa bits of a
   * float32, multiplied by this, is its value. Subnormal codes become subnormal floats on the way.
   */
  public float shiftFactor() {
    return Math.scalb(1f, FLOAT_BIAS - bias);
  }

  /** The value of a code; only the low 8 bits count. */
  public float decode(int code) {
    return table[code & 0xFF];
  }

  /** Whether the code is neither NaN nor infinity. */
  public boolean isFinite(int code) {
    return (code & 0xFF & ~SIGN) < firstNonFinite;
  }

  /**
   * The code, 0 to 255, of the nearest value, ties to even, after clamping to ±{@link #largest};
   * keeps the sign of zero and of values that round to zero. NaN gives a NaN code.
   */
  public int encode(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 24) & SIGN;
    if (Float.isNaN(value)) {
      return sign | NAN;
    }
    float magnitude = Math.min(Math.abs(value), largest);
    return sign | (isSubnormal(magnitude) ? encodeSubnormal(magnitude) : encodeNormal(magnitude));
  }

  private boolean isSubnormal(float magnitude) {
    return magnitude < Math.scalb(1f, 1 - bias);
  }

  private int encodeSubnormal(float magnitude) {
    // Rounding up to 2^mantissaBits gives the code of the smallest normal value, as it should.
    return (int) Math.rint(magnitude / subnormalUnit());
  }

  private int encodeNormal(float magnitude) {
    int bits = Float.floatToRawIntBits(magnitude);
    int dropped = FLOAT_MANTISSA_BITS - mantissaBits;
    int roundingBias = (1 << (dropped - 1)) - 1 + ((bits >>> dropped) & 1);
    // A carry out of the mantissa moves on to the next exponent by itself.
    return ((bits + roundingBias) >>> dropped) - ((FLOAT_BIAS - bias) << mantissaBits);
  }
}
