// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** bfloat16: the upper half of a float32, 8 significant bits and the same range of exponents. */
public final class Bf16 {
  private Bf16() {}

  /**
   * Rounds to the nearest bfloat16, ties to even. Values that round beyond the largest finite one
   * become infinite; NaN stays a (quiet) NaN.
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x0040);
    }
    // Half of the last kept place, less one unless that place is odd: ties go to even.
    int roundingBias = 0x7FFF + ((bits >>> 16) & 1);
    return (short) ((bits + roundingBias) >>> 16);
  }

  /** The float32 with the same value; exact. */
  public static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The nearest value that bfloat16 holds. */
  public static float round(float value) {
    return toFloat(fromFloat(value));
  }
}
