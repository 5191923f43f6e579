// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.simd.VectorShapes;

/** Scores one token's row of logits into keys: see {@link ScoreKeys}. */
final class VectorRow {
  private static final VectorSpecies<Float> FLOAT = VectorShapes.FLOAT;
  private static final VectorSpecies<Float> HALF = VectorShapes.HALF_FLOAT;
  private static final int LANES = VectorShapes.LANES;

  private final RouterConfig config;
  private final float[] bias;
  private final boolean biased;
  private final float[] logitRow;
  private final float[] row;
  private final float[] exps;
  private final double[] parts = new double[Softmax.PARTS];
  private final int experts;
  private float max;
  private double total;

  VectorRow(Router router) {
    this.config = router.config();
    this.experts = config.experts();
    int padded = Softmax.padded(experts);
    this.logitRow = new float[padded];
    this.row = new float[padded];
    this.exps = new float[padded];
    // Places without an expert.
    Arrays.fill(logitRow, experts, padded, Float.NEGATIVE_INFINITY);
    this.biased = router.bias() != null;
    this.bias = new float[padded];
    for (int e = 0; biased && e < experts; e++) {
      boolean nan = Float.isNaN(router.bias()[e]);
      bias[e] = nan ? Float.NEGATIVE_INFINITY : router.bias()[e];
    }
  }

  /** Length of a row of keys: that of the experts, filled up to whole vectors. */
  int length() {
    return row.length;
  }

  /** Largest logit of a softmax. */
  float max() {
    return max;
  }

  /** Sum of all {@code exp(logit - max)} of a softmax; NaN if it is undefined. */
  double total() {
    return total;
  }

  /**
   * Scores a token's row.
   *
   * @param keys receives its keys from {@code to} on; places beyond the last expert are not written
   */
  void score(GatingLogits logits, int token, int[] keys, int to) {
    int at = token * experts;
    float[] x = logits.fp32Data();
    if (logits.isBf16()) {
      widen(logits.bf16Data(), at);
      x = logitRow;
      at = 0;
    } else if (experts < row.length) {
      System.arraycopy(x, at, logitRow, 0, experts);
      x = logitRow;
      at = 0;
    }
    if (config.scoring() == Scoring.SOFTMAX) {
      softmax(x, at, keys, to);
    } else {
      scoreEach(x, at);
      if (logits.isBf16()) {
        round();
      }
      addBias(x, at, keys, to);
    }
    Arrays.fill(keys, to + experts, to + row.length, ScoreKeys.NONE);
  }

  private void widen(short[] bf16, int at) {
    int whole = experts - experts % LANES;
    for (int e = 0; e < whole; e += LANES) {
      ShortVector bits = ShortVector.fromArray(VectorShapes.HALF_SHORT, bf16, at + e);
      VectorScores.fromBf16(bits).intoArray(logitRow, e);
    }
    for (int e = whole; e < experts; e++) {
      logitRow[e] = Float.intBitsToFloat(bf16[at + e] << 16);
    }
  }

  // Short loops with one step each: in methods of many vector operations C2 gives up inlining, and
  // then every vector becomes an object.

  private void scoreEach(float[] x, int at) {
    if (config.scoring() == Scoring.SIGMOID) {
      for (int e = 0; e < row.length; e += LANES) {
        VectorScores.sigmoid(FloatVector.fromArray(FLOAT, x, at + e)).intoArray(row, e);
      }
    } else {
      for (int e = 0; e < row.length; e += LANES) {
        VectorScores.expOfHalf(FloatVector.fromArray(FLOAT, x, at + e)).intoArray(exps, e);
      }
      for (int e = 0; e < row.length; e += LANES) {
        FloatVector u = FloatVector.fromArray(FLOAT, exps, e);
        VectorScores.sqrtSoftplus(FloatVector.fromArray(FLOAT, x, at + e), u).intoArray(row, e);
      }
    }
  }

  private void round() {
    for (int e = 0; e < row.length; e += LANES) {
      VectorScores.roundToBf16(FloatVector.fromArray(FLOAT, row, e)).intoArray(row, e);
    }
  }

  private void addBias(float[] x, int at, int[] keys, int to) {
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector logit = FloatVector.fromArray(FLOAT, x, at + e);
      FloatVector c =
          FloatVector.fromArray(FLOAT, row, e).add(FloatVector.fromArray(FLOAT, bias, e));
      VectorMask<Float> undefined =
          logit.compare(VectorOperators.NE, logit).or(c.compare(VectorOperators.NE, c));
      key(c).blend(ScoreKeys.LOWEST, undefined.cast(VectorShapes.INT)).intoArray(keys, to + e);
    }
  }

  private void softmax(float[] x, int at, int[] keys, int to) {
    max = max(x, at);
    if (!Softmax.isDefined(max)) {
      Arrays.fill(keys, to, to + experts, ScoreKeys.LOWEST);
      total = Double.NaN;
      return;
    }
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector p = VectorScores.expBelow(FloatVector.fromArray(FLOAT, x, at + e), max);
      p.intoArray(row, e);
      // The key of a positive score is its bit pattern.
      p.reinterpretAsInts().intoArray(keys, to + e);
    }
    // Places without an expert hold exp(-87), too little to count in a sum of at least 1.
    total = sum();
    if (biased) {
      addBiasToQuotients(keys, to);
    }
  }

  private void addBiasToQuotients(int[] keys, int to) {
    FloatVector inverse = FloatVector.broadcast(FLOAT, (float) (1 / total));
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector p = FloatVector.fromArray(FLOAT, row, e);
      key(p.fma(inverse, FloatVector.fromArray(FLOAT, bias, e))).intoArray(keys, to + e);
    }
  }

  /** Largest logit; NaN if there is one. */
  private float max(float[] x, int at) {
    FloatVector largest = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
    VectorMask<Float> nan = FLOAT.maskAll(false);
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector logit = FloatVector.fromArray(FLOAT, x, at + e);
      // A comparison costs less than Java's maximum, which minds NaN and -0.
      largest = largest.blend(logit, logit.compare(VectorOperators.GT, largest));
      nan = nan.or(isNaN(logit));
    }
    return nan.anyTrue() ? Float.NaN : largest.reduceLanes(VectorOperators.MAX);
  }

  private double sum() {
    for (int part = 0; part < Softmax.PARTS; part += HALF.length()) {
      DoubleVector sum = DoubleVector.zero(VectorShapes.DOUBLE);
      for (int e = part; e < row.length; e += Softmax.PARTS) {
        FloatVector p = FloatVector.fromArray(HALF, row, e);
        sum = sum.add(p.castShape(VectorShapes.DOUBLE, 0));
      }
      sum.intoArray(parts, part);
    }
    return Softmax.total(parts);
  }

  private static VectorMask<Float> isNaN(FloatVector x) {
    return x.compare(VectorOperators.NE, x);
  }

  private static IntVector key(FloatVector c) {
    IntVector bits = c.reinterpretAsInts();
    IntVector flip = bits.lanewise(VectorOperators.ASHR, 31).and(0x7fffffff);
    return bits.lanewise(VectorOperators.XOR, flip);
  }
}
