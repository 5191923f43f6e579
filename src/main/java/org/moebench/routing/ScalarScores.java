// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.moebench.routing.ScoreConstants.*;

import java.util.Arrays;
import org.moebench.quant.Bf16;

/**
 * Selection scores in float32. Arguments of the exponential beyond ±87 count as ±87: what would
 * underflow is 1.6e-38 instead. Otherwise, measured on every third float32 against double, the
 * largest errors in units in the last place are 1.01 for the exponential, 2.49 for the sigmoid and
 * 2.18 for the root of softplus (1.43, 2.49 and 2.75 times 2⁻²⁴, relative). Rounded to bfloat16,
 * scores of bfloat16 logits are those of double, but for the underflow.
 */
final class ScalarScores {
  private ScalarScores() {}

  /** {@code exp(y)} for |y| ≤ 87. */
  static float exp(float y) {
    float t = Math.fma(y, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
    float q = Math.fma(E4, r, E3);
    q = Math.fma(q, r, E2);
    q = Math.fma(q, r, E1);
    q = Math.fma(q, r, E0);
    float p = Math.fma(q, r * r, r) + 1;
    // Adds n, which stands in the low bits of t, to the exponent.
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(t) << (Float.PRECISION - 1)));
  }

  /** {@code 1/(1+exp(-x))}; any value for NaN. */
  static float sigmoid(float x) {
    return 1 / (1 + exp(-Math.copySign(Math.min(Math.abs(x), MOST), x)));
  }

  /** {@code sqrt(log(1+exp(x)))}; any value for NaN. */
  static float sqrtSoftplus(float x) {
    // With u = exp(-|x|/2), t = u² and L = log(1+t)/t: sqrt(x + t·L) or, for x ≤ 0, u·sqrt(L).
    float u = exp(-0.5f * Math.min(Math.abs(x), 2 * MOST));
    float t = u * u;
    float l = Math.fma(L9, t, L8);
    l = Math.fma(l, t, L7);
    l = Math.fma(l, t, L6);
    l = Math.fma(l, t, L5);
    l = Math.fma(l, t, L4);
    l = Math.fma(l, t, L3);
    l = Math.fma(l, t, L2);
    l = Math.fma(l, t, L1);
    l = Math.fma(l, t, 1);
    return x > 0 ? (float) Math.sqrt(Math.fma(t, l, x)) : (float) Math.sqrt(l) * u;
  }

  /**
   * The selection score of an elementwise scoring: NaN is -∞.
   *
   * @param rounded whether the score is rounded to bfloat16
   */
  static float selection(Scoring scoring, float x, float bias, boolean rounded) {
    float p = scoring == Scoring.SIGMOID ? sigmoid(x) : sqrtSoftplus(x);
    float c = (rounded ? Bf16.round(p) : p) + bias;
    return Float.isNaN(x) || Float.isNaN(c) ? Float.NEGATIVE_INFINITY : c;
  }

  /**
   * Selection scores of a softmax: {@code exp(x - max)} without a bias, which orders as the
   * quotient does, and the biased quotient with one.
   *
   * @param row logits on entry, selection scores on return
   * @param bias per expert; {@code null} for none
   * @param parts scratch of {@link Softmax#PARTS}
   * @return the sum of all exp(x - max); NaN if the softmax is undefined
   */
  static double softmax(float[] row, int at, int length, float max, float[] bias, double[] parts) {
    if (!Softmax.isDefined(max)) {
      Arrays.fill(row, at, at + length, Float.NEGATIVE_INFINITY);
      return Double.NaN;
    }
    Arrays.fill(parts, 0);
    for (int e = 0; e < length; e++) {
      float p = exp(Math.max(row[at + e] - max, -MOST));
      row[at + e] = p;
      parts[e % Softmax.PARTS] += p;
    }
    double total = Softmax.total(parts);
    if (bias != null) {
      float inverse = (float) (1 / total);
      for (int e = 0; e < length; e++) {
        float c = row[at + e] * inverse + bias[e];
        row[at + e] = Float.isNaN(c) ? Float.NEGATIVE_INFINITY : c;
      }
    }
    return total;
  }
}
