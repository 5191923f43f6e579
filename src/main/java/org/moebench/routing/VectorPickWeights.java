// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.quant.Bf16;
import org.moebench.simd.VectorShapes;

/**
 * {@link PickWeights} with vectors of doubles. Polynomials are minimax fits made for this suite.
 */
final class VectorPickWeights {
  private static final VectorSpecies<Double> DOUBLE = VectorShapes.DOUBLE;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double ROUNDER = 0x1.8p52;

  /** Half of an exponent whose exponential is 0, or infinite. */
  private static final double MOST = 500;

  /** exp(r) = 1 + r + r²·(Q0 + Q1·r + …) for |r| ≤ ln 2 / 2; relative error 1.7e-14. */
  private static final double Q0 = 0.49999999999664374;

  private static final double Q1 = 0.16666666667265886;
  private static final double Q2 = 0.04166666696218679;
  private static final double Q3 = 0.008333333094775386;
  private static final double Q4 = 0.0013888811152752752;
  private static final double Q5 = 0.00019841539571489574;
  private static final double Q6 = 2.4880806098293874e-05;
  private static final double Q7 = 2.7492834133973173e-06;

  /** Bits of 1.0. */
  private static final long ONE = 0x3ff0000000000000L;

  /** Below this, a reciprocal might overflow. */
  private static final double SMALL = 0x1p-1000;

  private final RoutingJob job;
  private final RouterConfig config;
  private final boolean rounded;
  private final int[] physical;
  private final double outputScale;
  private final double[] logits;
  private final double[] scores;

  /**
   * @param block most tokens of one call
   */
  VectorPickWeights(RoutingJob job, int block) {
    this.job = job;
    this.config = job.router().config();
    this.rounded = job.input().logits().isBf16() && config.scoring() != Scoring.SOFTMAX;
    this.physical = job.router().physical();
    this.outputScale = config.outputScale();
    int lanes = DOUBLE.length();
    this.logits = new double[(block * config.routedSlots() + lanes - 1) / lanes * lanes];
    this.scores = new double[logits.length];
  }

  /**
   * Writes the rows of consecutive tokens: see {@link PickWeights#write}.
   *
   * @param picks experts, [count][routed slots]
   * @param max largest logit per token, for softmax
   * @param total sum of all {@code exp(logit - max)} per token, for softmax
   */
  void write(int token, int count, int[] picks, float[] max, double[] total) {
    boolean softmax = config.scoring() == Scoring.SOFTMAX;
    int routed = config.routedSlots();
    for (int i = 0; i < count; i++) {
      gather(token + i, picks, i * routed, softmax ? max[i] : 0);
    }
    score(count * routed);
    for (int i = 0; i < count; i++) {
      finish(token + i, picks, i * routed, softmax ? total[i] : 1);
    }
  }

  private void gather(int token, int[] picks, int at, float max) {
    GatingLogits batch = job.input().logits();
    float[] fp32 = batch.fp32Data();
    int routed = config.routedSlots();
    int row = token * config.experts();
    for (int i = at; i < at + routed; i++) {
      float x = fp32 != null ? fp32[row + picks[i]] : batch.get(token, picks[i]);
      logits[i] = x;
      scores[i] =
          switch (config.scoring()) {
            case SIGMOID -> -(double) x;
            case SQRT_SOFTPLUS -> -Math.abs((double) x);
            case SOFTMAX -> (double) x - max;
          };
    }
  }

  // Short loops of one step each, as in VectorScores.

  private void score(int length) {
    exp(length);
    switch (config.scoring()) {
      case SIGMOID -> sigmoid(length);
      case SQRT_SOFTPLUS -> sqrtSoftplus(length);
      case SOFTMAX -> {}
    }
  }

  /** {@code exp(y)} as the square of exp(y/2), so that it reaches 0 and infinity by itself. */
  private void exp(int length) {
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector half = DoubleVector.fromArray(DOUBLE, scores, i).mul(0.5).min(MOST).max(-MOST);
      DoubleVector t = half.fma(LOG2_E, ROUNDER);
      DoubleVector n = t.sub(ROUNDER);
      DoubleVector r = half.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
      DoubleVector p = r.fma(Q7, Q6).mul(r).add(Q5).mul(r).add(Q4).mul(r).add(Q3);
      p = p.mul(r).add(Q2).mul(r).add(Q1).mul(r).add(Q0).mul(r.mul(r)).add(r).add(1);
      LongVector power =
          t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Double.PRECISION - 1);
      DoubleVector e = p.mul(power.add(ONE).reinterpretAsDoubles());
      e.mul(e).intoArray(scores, i);
    }
  }

  private void sigmoid(int length) {
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector e = DoubleVector.fromArray(DOUBLE, scores, i);
      DoubleVector.broadcast(DOUBLE, 1).div(e.add(1)).intoArray(scores, i);
    }
  }

  private void sqrtSoftplus(int length) {
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector x = DoubleVector.fromArray(DOUBLE, logits, i);
      DoubleVector t = DoubleVector.fromArray(DOUBLE, scores, i);
      DoubleVector z = t.div(t.add(2));
      DoubleVector w = z.mul(z);
      // artanh(z)/z = 1 + w/3 + w²/5 + …, good to 1e-9 for w ≤ 1/9.
      DoubleVector a = w.mul(1.0 / 17).add(1.0 / 15).mul(w).add(1.0 / 13).mul(w).add(1.0 / 11);
      a = a.mul(w).add(1.0 / 9).mul(w).add(1.0 / 7).mul(w).add(1.0 / 5).mul(w).add(1.0 / 3);
      DoubleVector log = a.mul(w).add(1).mul(z.add(z));
      log.add(x.blend(0, x.compare(VectorOperators.LT, 0))).sqrt().intoArray(scores, i);
    }
  }

  private void finish(int token, int[] picks, int at, double total) {
    int routed = config.routedSlots();
    double sum = 0;
    for (int i = at; i < at + routed; i++) {
      double p = rounded ? Bf16.round((float) scores[i]) : scores[i] / total;
      scores[i] = p;
      sum += p;
    }
    double denominator = config.renormalize() ? config.denominator().of(sum) : 1;
    double factor = outputScale / denominator;
    boolean padding = token >= job.input().realTokens();
    int[] ids = job.ids();
    float[] weights = job.weights();
    int to = token * config.slots();
    for (int slot = 0; slot < routed; slot++) {
      int pick = picks[at + slot];
      int id = physical == null ? pick : physical[pick];
      double p = scores[at + slot];
      ids[to + slot] = padding ? -1 : id;
      weights[to + slot] =
          (float) (denominator > SMALL ? p * factor : p / denominator * outputScale);
    }
    if (routed < config.slots()) {
      ids[to + routed] = padding ? -1 : config.experts();
      weights[to + routed] = (float) (sum / config.scale() / denominator * outputScale);
    }
  }
}
