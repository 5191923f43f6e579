// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

/**
 * How far a float32 sum of products may be from the exact one: {@code γ(n) · Σ|a·b| + tiny}, with
 * {@code γ(n) = n·u / (1 - n·u)} and u = 2⁻²⁴, where n is the longest chain of roundings of one
 * output (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). {@code tiny} covers
 * products below the smallest normal float.
 *
 * <p>K is a safe n for every dequant-GEMM variant: dequantized weights are exact, so a term meets
 * at most one rounding of its product and K - 1 of the additions, or K of the fma.
 */
public final class ErrorBound {
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  private final double gamma;
  private final double tiny;

  /**
   * @param chain products summed into one output
   */
  public ErrorBound(int chain) {
    gamma = chain * UNIT_ROUNDOFF / (1 - chain * UNIT_ROUNDOFF);
    tiny = chain * (double) Float.MIN_NORMAL;
  }

  /** The bound of an output whose terms add up to {@code magnitude} in absolute value. */
  public double of(double magnitude) {
    return gamma * magnitude + tiny;
  }
}
