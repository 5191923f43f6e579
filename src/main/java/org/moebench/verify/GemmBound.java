// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

/**
 * How far an output of a dequant-GEMM kernel may be from the exact one, whichever of two ways the
 * kernel sums.
 *
 * <ul>
 *   <li>Terms are {@code x·w}: one chain or several, at most K + {@value #SPARE} roundings, so
 *       {@code γ(K + 4) · Σ|x·w|}.
 *   <li>Terms are {@code x·code}, summed per group, and the group's scale and offset come after:
 *       {@code scale · Σ x·code + offset · Σ x}. A term meets the roundings of its group and one
 *       per group, but code and offset cancel, so that what counts is {@code Σ|x|·(|scale·code| +
 *       |offset|)}, at most {@code Σ|x·w| + 2·Σ|x·offset|}.
 * </ul>
 *
 * The bound is the larger of both.
 */
final class GemmBound {
  /** Roundings beyond one per term: joining partial sums, scale and offset. */
  private static final int SPARE = 4;

  private final ErrorBound terms;
  private final ErrorBound codes;

  /**
   * @param k products of an output
   * @param group of them that share a scale
   * @param more roundings after the product, such as that of a bias
   */
  GemmBound(int k, int group, int more) {
    terms = new ErrorBound(k + SPARE + more);
    codes = new ErrorBound(group + k / group + SPARE + more);
  }

  /**
   * The bound of one output.
   *
   * @param magnitude {@code Σ|x·w|}, a bias included
   * @param offsets {@code Σ|x·offset|}
   */
  double of(double magnitude, double offsets) {
    return Math.max(terms.of(magnitude), codes.of(magnitude + 2 * offsets));
  }
}
