// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.simd.VectorShapes;

/**
 * Activations on whole vectors: biases, clamps, {@code glu(g) = g / (1 + exp(-alpha·g))}, product.
 *
 * <p>{@code glu} is within {@link #ULPS} units in the last place of the exact value; where the
 * exponential leaves the floats (alpha·g below −88) it is within {@link #tiny} of it instead. NaN
 * gives NaN, +∞ gives +∞, −∞ gives a negative number within {@link #tiny} of 0.
 */
final class VectorGlu {
  /**
   * Largest error of {@code glu} in units in the last place of the exact value; the largest seen in
   * sweeps of all floats and of [-100, 100], with slopes 0.5, 1 and 1.702, is 2.23.
   */
  static final double ULPS = 3;

  /** The same relative to the exact value: a unit in the last place is at most 2⁻²³ of it. */
  static final double RELATIVE = ULPS * 0x1p-23;

  private static final float LOWEST = -88;
  private static final float HIGHEST = 87;
  private static final float LOG2_E = 1.442695f;
  private static final float ROUNDER = 12582912f;
  private static final float LN2_HIGH = 0x1.62e43p-1f;
  private static final float LN2_LOW = -0x1.05c61p-29f;

  private static final VectorSpecies<Float> FLOAT = VectorShapes.FLOAT;
  private static final int LANES = VectorShapes.LANES;

  private final float alpha;
  private final float limit;
  private final float shift;

  VectorGlu(Activation activation) {
    alpha = activation.alpha();
    limit = activation.limit();
    shift = activation.shift();
  }

  /** Largest error of {@code glu} near underflow. */
  static double tiny(Activation activation) {
    return 0x1p-120 / Math.min(1, activation.alpha());
  }

  /**
   * {@code out = factor · activation(gate + gateBias, up + upBias)}, elementwise. Output and inputs
   * may be the same array at the same place.
   *
   * @param n elements, a multiple of 32
   */
  void apply(
      float[] gate,
      int g,
      float[] gateBias,
      float[] up,
      int u,
      float[] upBias,
      int b,
      float factor,
      float[] out,
      int o,
      int n) {
    FloatVector most = FloatVector.broadcast(FLOAT, limit);
    FloatVector least = FloatVector.broadcast(FLOAT, -limit);
    FloatVector slope = FloatVector.broadcast(FLOAT, -alpha);
    FloatVector lowest = FloatVector.broadcast(FLOAT, LOWEST / alpha);
    FloatVector highest = FloatVector.broadcast(FLOAT, HIGHEST / alpha);
    FloatVector added = FloatVector.broadcast(FLOAT, shift);
    FloatVector times = FloatVector.broadcast(FLOAT, factor);
    FloatVector log2e = FloatVector.broadcast(FLOAT, LOG2_E);
    FloatVector rounder = FloatVector.broadcast(FLOAT, ROUNDER);
    FloatVector high = FloatVector.broadcast(FLOAT, -LN2_HIGH);
    FloatVector low = FloatVector.broadcast(FLOAT, -LN2_LOW);
    FloatVector one = FloatVector.broadcast(FLOAT, 1);
    FloatVector half = FloatVector.broadcast(FLOAT, 0.5f);
    FloatVector q3 = FloatVector.broadcast(FLOAT, 1 / 6f);
    FloatVector q4 = FloatVector.broadcast(FLOAT, 1 / 24f);
    FloatVector q5 = FloatVector.broadcast(FLOAT, 1 / 120f);
    FloatVector q6 = FloatVector.broadcast(FLOAT, 1 / 720f);
    FloatVector q7 = FloatVector.broadcast(FLOAT, 1 / 5040f);
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOAT, gate, g + i);
      x = x.add(FloatVector.fromArray(FLOAT, gateBias, b + i)).min(most).max(lowest);
      FloatVector bounded = x.min(highest);
      FloatVector y = bounded.mul(slope);
      // What the product lost would be a large relative error of the exponential.
      FloatVector lost = bounded.fma(slope, y.neg());
      FloatVector t = y.fma(log2e, rounder);
      FloatVector k = t.sub(rounder);
      FloatVector r = k.fma(low, k.fma(high, y).add(lost));
      FloatVector q = r.fma(q7, q6).fma(r, q5).fma(r, q4).fma(r, q3).fma(r, half);
      FloatVector p = q.fma(r.mul(r), r).add(one);
      // Adds k, which stands in the low bits of t, to the exponent.
      IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, Float.PRECISION - 1);
      FloatVector e = p.reinterpretAsInts().add(power).reinterpretAsFloats();
      FloatVector v = FloatVector.fromArray(FLOAT, up, u + i);
      v = v.add(FloatVector.fromArray(FLOAT, upBias, b + i)).min(most).max(least).add(added);
      x.div(e.add(one)).mul(v).mul(times).intoArray(out, o + i);
    }
  }
}
