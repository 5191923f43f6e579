// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

/**
 * Constants of the float32 scores, shared by their scalar and vector forms, which give the same
 * bits. Polynomials are minimax fits made for this suite.
 */
final class ScoreConstants {
  static final float LOG2_E = 1.442695f;

  /** ln 2 = high + low; n·high is exact to 2⁻²⁴ of it for the n that occur. */
  static final float LN2_HIGH = 0x1.62e43p-1f;

  static final float LN2_LOW = -0x1.05c61p-29f;

  /** 1.5·2²³: adding it rounds to an integer, which then stands in the low bits. */
  static final float ROUNDER = 12582912f;

  /** exp(±87) is the last whole power of e whose float32 is normal. */
  static final float MOST = 87f;

  /** exp(r) = 1 + r + r²·(E0 + E1·r + …) for |r| ≤ ln 2 / 2; relative error 3.1e-9. */
  static final float E0 = 4.9999994e-1f;

  static final float E1 = 1.6666521e-1f;
  static final float E2 = 4.166839e-2f;
  static final float E3 = 8.368717e-3f;
  static final float E4 = 1.3814599e-3f;

  /** artanh(z)/z = 1 + w·(A0 + A1·w + …), w = z² ≤ 1/9; relative error 4.6e-9. */
  static final float A0 = 3.3333206e-1f;

  static final float A1 = 2.001085e-1f;
  static final float A2 = 1.3999571e-1f;
  static final float A3 = 1.401223e-1f;

  private ScoreConstants() {}
}
