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

  /** log(1 + t)/t = 1 + L1·t + L2·t² + … for 0 ≤ t ≤ 1; relative error 4.7e-9. */
  static final float L1 = -4.9999902e-1f;

  static final float L2 = 3.3329964e-1f;

  static final float L3 = -2.4954134e-1f;

  static final float L4 = 1.9675939e-1f;

  static final float L5 = -1.530559e-1f;

  static final float L6 = 1.06036514e-1f;

  static final float L7 = -5.69595e-2f;

  static final float L8 = 1.9851444e-2f;

  static final float L9 = -3.2440212e-3f;

  private ScoreConstants() {}
}
