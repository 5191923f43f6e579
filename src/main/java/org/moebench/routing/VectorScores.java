// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.moebench.routing.ScoreConstants.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.moebench.simd.VectorShapes;

/** The scores of {@link ScalarScores}, bit for bit, a vector at a time. */
final class VectorScores {
  private static final int MAGNITUDE = 0x7fffffff;

  private VectorScores() {}

  /** {@code exp(y)} for |y| ≤ 87. */
  static FloatVector exp(FloatVector y) {
    FloatVector t = y.fma(broadcast(LOG2_E), broadcast(ROUNDER));
    FloatVector n = t.sub(ROUNDER);
    FloatVector r = n.fma(broadcast(-LN2_HIGH), y);
    r = n.fma(broadcast(-LN2_LOW), r);
    FloatVector q = r.fma(broadcast(E4), broadcast(E3));
    q = q.fma(r, broadcast(E2));
    q = q.fma(r, broadcast(E1));
    q = q.fma(r, broadcast(E0));
    FloatVector p = q.fma(r.mul(r), r).add(1f);
    return p.reinterpretAsInts()
        .add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
        .reinterpretAsFloats();
  }

  /** {@code 1/(1+exp(-x))}; any value for NaN. */
  static FloatVector sigmoid(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector sign = bits.lanewise(VectorOperators.NOT).and(~MAGNITUDE);
    FloatVector y = magnitude(bits, MOST).or(sign).reinterpretAsFloats();
    return broadcast(1).div(exp(y).add(1f));
  }

  /** {@code exp(-|x|/2)}, a magnitude above 174 counting as 174. */
  static FloatVector expOfHalf(FloatVector x) {
    return exp(magnitude(x.reinterpretAsInts(), 2 * MOST).reinterpretAsFloats().mul(-0.5f));
  }

  /**
   * {@code sqrt(log(1+exp(x)))}; any value for NaN.
   *
   * @param u {@link #expOfHalf} of x
   */
  static FloatVector sqrtSoftplus(FloatVector x, FloatVector u) {
    FloatVector t = u.mul(u);
    FloatVector l = t.fma(broadcast(L9), broadcast(L8));
    l = l.fma(t, broadcast(L7));
    l = l.fma(t, broadcast(L6));
    l = l.fma(t, broadcast(L5));
    l = l.fma(t, broadcast(L4));
    l = l.fma(t, broadcast(L3));
    l = l.fma(t, broadcast(L2));
    l = l.fma(t, broadcast(L1));
    l = l.fma(t, broadcast(1));
    VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
    FloatVector root = l.blend(t.fma(l, x), positive).sqrt();
    return root.mul(u.blend(1f, positive));
  }

  /** {@code exp(x - max)} for x ≤ max, a magnitude above 87 counting as 87. */
  static FloatVector expBelow(FloatVector x, float max) {
    IntVector bits = x.sub(max).reinterpretAsInts();
    return exp(magnitude(bits, MOST).or(~MAGNITUDE).reinterpretAsFloats());
  }

  /** The magnitude as an integer, so that neither NaN nor infinity passes. */
  private static IntVector magnitude(IntVector bits, float most) {
    return bits.and(MAGNITUDE).min(Float.floatToRawIntBits(most));
  }

  /** Positive finite values rounded to bfloat16. */
  static FloatVector roundToBf16(FloatVector p) {
    IntVector bits = p.reinterpretAsInts();
    IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
    return bits.add(odd).add(0x7fff).and(0xffff0000).reinterpretAsFloats();
  }

  /** The values of bfloat16 bit patterns. */
  static FloatVector fromBf16(ShortVector bits) {
    IntVector wide = (IntVector) bits.castShape(VectorShapes.INT, 0);
    return wide.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(VectorShapes.FLOAT, value);
  }
}
