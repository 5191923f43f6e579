// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.moebench.routing.ScoreConstants.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.simd.VectorShapes;

/**
 * The scores of {@link ScalarScores}, bit for bit, a row at a time.
 *
 * <p>Every step is a short loop of its own over whole vectors, without methods that take or return
 * vectors and with constants made before it: where many vector operations meet in one compilation,
 * C2 stops inlining such methods, and then every vector becomes an object. The rows are in the
 * first-level cache.
 */
final class VectorScores {
  private static final VectorSpecies<Float> FLOAT = VectorShapes.FLOAT;
  private static final VectorSpecies<Integer> INT = VectorShapes.INT;
  private static final int LANES = VectorShapes.LANES;
  private static final int SIGN = 0x80000000;

  private VectorScores() {}

  /** {@code to = -x}, magnitudes limited to 87; NaN becomes any number. */
  static void negate(float[] x, int at, float[] to) {
    IntVector most = IntVector.broadcast(INT, Float.floatToRawIntBits(MOST));
    IntVector signs = IntVector.broadcast(INT, SIGN);
    IntVector magnitudes = IntVector.broadcast(INT, ~SIGN);
    for (int e = 0; e < to.length; e += LANES) {
      IntVector bits = FloatVector.fromArray(FLOAT, x, at + e).reinterpretAsInts();
      IntVector sign = signs.lanewise(VectorOperators.AND_NOT, bits);
      // As integers, so that neither NaN nor infinity passes.
      bits.and(magnitudes).min(most).or(sign).reinterpretAsFloats().intoArray(to, e);
    }
  }

  /** {@code to = -|x|/2}, limited to -87; NaN becomes any number. */
  static void negateHalfMagnitude(float[] x, int at, float[] to) {
    IntVector most = IntVector.broadcast(INT, Float.floatToRawIntBits(2 * MOST));
    IntVector magnitudes = IntVector.broadcast(INT, ~SIGN);
    FloatVector minusHalf = FloatVector.broadcast(FLOAT, -0.5f);
    for (int e = 0; e < to.length; e += LANES) {
      IntVector bits = FloatVector.fromArray(FLOAT, x, at + e).reinterpretAsInts();
      bits.and(magnitudes).min(most).reinterpretAsFloats().mul(minusHalf).intoArray(to, e);
    }
  }

  /** {@code to = x - max} for x ≤ max, limited to -87; NaN becomes any number. */
  static void subtract(float[] x, int at, float max, float[] to) {
    IntVector most = IntVector.broadcast(INT, Float.floatToRawIntBits(MOST));
    IntVector signs = IntVector.broadcast(INT, SIGN);
    IntVector magnitudes = IntVector.broadcast(INT, ~SIGN);
    FloatVector largest = FloatVector.broadcast(FLOAT, max);
    for (int e = 0; e < to.length; e += LANES) {
      IntVector bits = FloatVector.fromArray(FLOAT, x, at + e).sub(largest).reinterpretAsInts();
      bits.and(magnitudes).min(most).or(signs).reinterpretAsFloats().intoArray(to, e);
    }
  }

  /** {@code row = exp(row)} for magnitudes of at most 87. */
  static void exp(float[] row) {
    FloatVector q4 = FloatVector.broadcast(FLOAT, E4);
    FloatVector q3 = FloatVector.broadcast(FLOAT, E3);
    FloatVector q2 = FloatVector.broadcast(FLOAT, E2);
    FloatVector q1 = FloatVector.broadcast(FLOAT, E1);
    FloatVector q0 = FloatVector.broadcast(FLOAT, E0);
    FloatVector log2e = FloatVector.broadcast(FLOAT, LOG2_E);
    FloatVector rounder = FloatVector.broadcast(FLOAT, ROUNDER);
    FloatVector high = FloatVector.broadcast(FLOAT, -LN2_HIGH);
    FloatVector low = FloatVector.broadcast(FLOAT, -LN2_LOW);
    FloatVector one = FloatVector.broadcast(FLOAT, 1);
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector y = FloatVector.fromArray(FLOAT, row, e);
      FloatVector t = y.fma(log2e, rounder);
      FloatVector n = t.sub(rounder);
      FloatVector r = n.fma(low, n.fma(high, y));
      FloatVector q = r.fma(q4, q3).fma(r, q2).fma(r, q1).fma(r, q0);
      FloatVector p = q.fma(r.mul(r), r).add(one);
      // Adds n, which stands in the low bits of t, to the exponent.
      IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, Float.PRECISION - 1);
      p.reinterpretAsInts().add(power).reinterpretAsFloats().intoArray(row, e);
    }
  }

  /** {@code row = 1/(1+row)}: the sigmoid, from exp(-x). */
  static void sigmoid(float[] row) {
    FloatVector one = FloatVector.broadcast(FLOAT, 1);
    for (int e = 0; e < row.length; e += LANES) {
      one.div(FloatVector.fromArray(FLOAT, row, e).add(one)).intoArray(row, e);
    }
  }

  /** {@code row = sqrt(log(1+exp(x)))}, from exp(-|x|/2). */
  static void sqrtSoftplus(float[] x, int at, float[] row) {
    FloatVector l9 = FloatVector.broadcast(FLOAT, L9);
    FloatVector l8 = FloatVector.broadcast(FLOAT, L8);
    FloatVector l7 = FloatVector.broadcast(FLOAT, L7);
    FloatVector l6 = FloatVector.broadcast(FLOAT, L6);
    FloatVector l5 = FloatVector.broadcast(FLOAT, L5);
    FloatVector l4 = FloatVector.broadcast(FLOAT, L4);
    FloatVector l3 = FloatVector.broadcast(FLOAT, L3);
    FloatVector l2 = FloatVector.broadcast(FLOAT, L2);
    FloatVector l1 = FloatVector.broadcast(FLOAT, L1);
    FloatVector one = FloatVector.broadcast(FLOAT, 1);
    FloatVector zero = FloatVector.zero(FLOAT);
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector logit = FloatVector.fromArray(FLOAT, x, at + e);
      FloatVector u = FloatVector.fromArray(FLOAT, row, e);
      FloatVector t = u.mul(u);
      FloatVector l = t.fma(l9, l8).fma(t, l7).fma(t, l6).fma(t, l5).fma(t, l4);
      l = l.fma(t, l3).fma(t, l2).fma(t, l1).fma(t, one);
      VectorMask<Float> positive = logit.compare(VectorOperators.GT, zero);
      FloatVector root = l.blend(t.fma(l, logit), positive).sqrt();
      root.mul(u.blend(one, positive)).intoArray(row, e);
    }
  }

  /** Rounds positive finite values to bfloat16. */
  static void roundToBf16(float[] row) {
    IntVector one = IntVector.broadcast(INT, 1);
    IntVector almostHalf = IntVector.broadcast(INT, 0x7fff);
    IntVector upper = IntVector.broadcast(INT, 0xffff0000);
    for (int e = 0; e < row.length; e += LANES) {
      IntVector bits = FloatVector.fromArray(FLOAT, row, e).reinterpretAsInts();
      IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(one);
      bits.add(odd).add(almostHalf).and(upper).reinterpretAsFloats().intoArray(row, e);
    }
  }

  /** Widens the bfloat16 values from {@code at} on, as far as there are whole vectors of them. */
  static void fromBf16(short[] bf16, int at, int count, float[] to) {
    int whole = count - count % LANES;
    for (int e = 0; e < whole; e += LANES) {
      ShortVector bits = ShortVector.fromArray(VectorShapes.HALF_SHORT, bf16, at + e);
      IntVector wide = (IntVector) bits.castShape(VectorShapes.INT, 0);
      wide.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(to, e);
    }
    for (int e = whole; e < count; e++) {
      to[e] = Float.intBitsToFloat(bf16[at + e] << 16);
    }
  }
}
