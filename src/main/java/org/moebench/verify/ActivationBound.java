// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import org.moebench.swiglu.Activation;

/**
 * How far an activated value {@code h = factor · glu(g') · v} may be from the exact one, where
 * {@code g' = min(g, limit)}, {@code v = clip(u) + shift}, given how far g and u may be off.
 *
 * <p>With unit roundoff ε = 2⁻²⁴, and δ for the error of what follows it:
 *
 * <ol>
 *   <li>Clamps do not enlarge errors. The shift is one rounding: {@code δv = δu + ε·(|v| + δu)}.
 *   <li>{@code glu(g) = silu(alpha·g)/alpha} has the slope {@code silu'(alpha·g)}, which lies
 *       between -0.1 and 1.0999 &lt; {@value #SLOPE}. So a kernel's glu of a gate that is off by δg
 *       is off by {@code δa = L·δg + e(|a| + L·δg)}, e being {@link Activation#gluError}.
 *   <li>The product is off by {@code δp = |a|·δv + δa·(|v| + δv)}.
 *   <li>It is rounded twice, once for the factor: {@code δh = |factor|·(δp + γ(2)·(|a·v| + δp))},
 *       and what may underflow.
 * </ol>
 */
final class ActivationBound {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final double SLOPE = 1.1;
  private static final ErrorBound TWO_ROUNDINGS = new ErrorBound(2);

  private final Activation activation;

  ActivationBound(Activation activation) {
    this.activation = activation;
  }

  /**
   * The bound of one value.
   *
   * @param gate exact gate
   * @param gateError how far the kernel's may be off
   * @param up exact up
   * @param upError how far the kernel's may be off
   * @param factor what the activated value is multiplied by
   */
  double of(double gate, double gateError, double up, double upError, double factor) {
    double v = Math.abs(activation.shifted(up));
    double vError = upError + UNIT_ROUNDOFF * (v + upError);
    double a = Math.abs(activation.glu(Math.min(gate, activation.limit())));
    double slope = SLOPE * gateError;
    double aError = slope + activation.gluError(a + slope);
    double error = a * vError + aError * (v + vError);
    double rounded = error + TWO_ROUNDINGS.of(a * v + error);
    return Math.abs(factor) * rounded + Float.MIN_NORMAL;
  }
}
