// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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
  private final int experts;
  private final boolean biased;
  private final float[] bias;
  private final float[] padded;
  private final float[] row;
  private final double[] parts = new double[Softmax.PARTS];
  private float max;
  private double total;

  VectorRow(Router router) {
    this.config = router.config();
    this.experts = config.experts();
    int length = Softmax.padded(experts);
    this.biased = router.bias() != null;
    this.bias = biased ? Arrays.copyOf(router.bias(), length) : new float[length];
    this.padded = new float[length];
    this.row = new float[length];
    // Places without an expert.
    Arrays.fill(padded, experts, length, Float.NEGATIVE_INFINITY);
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
   * @param keys receives its keys from {@code to} on, {@link ScoreKeys#NONE} beyond the last expert
   */
  void score(GatingLogits logits, int token, int[] keys, int to) {
    int at = token * experts;
    float[] x = logits.fp32Data();
    if (logits.isBf16()) {
      VectorScores.fromBf16(logits.bf16Data(), at, experts, padded);
      x = padded;
      at = 0;
    } else if (experts < row.length) {
      System.arraycopy(x, at, padded, 0, experts);
      x = padded;
      at = 0;
    }
    switch (config.scoring()) {
      case SIGMOID -> {
        VectorScores.negate(x, at, row);
        VectorScores.exp(row);
        VectorScores.sigmoid(row);
        toKeys(x, at, logits.isBf16(), keys, to);
      }
      case SQRT_SOFTPLUS -> {
        VectorScores.negateHalfMagnitude(x, at, row);
        VectorScores.exp(row);
        VectorScores.sqrtSoftplus(x, at, row);
        toKeys(x, at, logits.isBf16(), keys, to);
      }
      case SOFTMAX -> softmax(x, at, keys, to);
    }
    Arrays.fill(keys, to + experts, to + row.length, ScoreKeys.NONE);
  }

  /** Keys of score plus bias; that of -∞ where logit or sum is NaN. */
  private void toKeys(float[] x, int at, boolean rounded, int[] keys, int to) {
    if (rounded) {
      VectorScores.roundToBf16(row);
    }
    IntVector magnitudes = IntVector.broadcast(VectorShapes.INT, Integer.MAX_VALUE);
    IntVector lowest = IntVector.broadcast(VectorShapes.INT, ScoreKeys.LOWEST);
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector logit = FloatVector.fromArray(FLOAT, x, at + e);
      FloatVector p = FloatVector.fromArray(FLOAT, row, e);
      FloatVector c = p.add(FloatVector.fromArray(FLOAT, bias, e));
      VectorMask<Float> undefined =
          logit.compare(VectorOperators.NE, logit).or(c.compare(VectorOperators.NE, c));
      IntVector bits = c.reinterpretAsInts();
      IntVector flip = bits.lanewise(VectorOperators.ASHR, 31).and(magnitudes);
      bits.lanewise(VectorOperators.XOR, flip)
          .blend(lowest, undefined.cast(VectorShapes.INT))
          .intoArray(keys, to + e);
    }
  }

  private void softmax(float[] x, int at, int[] keys, int to) {
    max = max(x, at);
    if (!Softmax.isDefined(max)) {
      Arrays.fill(keys, to, to + experts, ScoreKeys.LOWEST);
      total = Double.NaN;
      return;
    }
    VectorScores.subtract(x, at, max, row);
    VectorScores.exp(row);
    // Places without an expert hold exp(-87), too little to count in a sum of at least 1.
    total = sum();
    if (biased) {
      divide((float) (1 / total));
      toKeys(x, at, false, keys, to);
      return;
    }
    for (int e = 0; e < row.length; e += LANES) {
      // The key of a positive score is its bit pattern.
      FloatVector.fromArray(FLOAT, row, e).reinterpretAsInts().intoArray(keys, to + e);
    }
  }

  private void divide(float inverse) {
    FloatVector factor = FloatVector.broadcast(FLOAT, inverse);
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector.fromArray(FLOAT, row, e).mul(factor).intoArray(row, e);
    }
  }

  /** Largest logit; NaN if there is one. */
  private float max(float[] x, int at) {
    FloatVector largest = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
    VectorMask<Float> undefined = FLOAT.maskAll(false);
    for (int e = 0; e < row.length; e += LANES) {
      FloatVector logit = FloatVector.fromArray(FLOAT, x, at + e);
      // A comparison costs less than Java's maximum, which minds NaN and -0.
      largest = largest.blend(logit, logit.compare(VectorOperators.GT, largest));
      undefined = undefined.or(logit.compare(VectorOperators.NE, logit));
    }
    return undefined.anyTrue() ? Float.NaN : largest.reduceLanes(VectorOperators.MAX);
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
}
