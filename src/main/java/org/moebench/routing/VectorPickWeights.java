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
    DoubleVector most = broadcast(MOST);
    DoubleVector least = broadcast(-MOST);
    DoubleVector log2e = broadcast(LOG2_E);
    DoubleVector rounder = broadcast(ROUNDER);
    DoubleVector high = broadcast(LN2_HIGH);
    DoubleVector low = broadcast(LN2_LOW);
    DoubleVector one = broadcast(1);
    DoubleVector q7 = broadcast(Q7);
    DoubleVector q6 = broadcast(Q6);
    DoubleVector q5 = broadcast(Q5);
    DoubleVector q4 = broadcast(Q4);
    DoubleVector q3 = broadcast(Q3);
    DoubleVector q2 = broadcast(Q2);
    DoubleVector q1 = broadcast(Q1);
    DoubleVector q0 = broadcast(Q0);
    DoubleVector half = broadcast(0.5);
    LongVector unit = one.reinterpretAsLongs();
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector y = DoubleVector.fromArray(DOUBLE, scores, i).mul(half).min(most).max(least);
      DoubleVector t = y.fma(log2e, rounder);
      DoubleVector n = t.sub(rounder);
      DoubleVector r = y.sub(n.mul(high)).sub(n.mul(low));
      DoubleVector q = r.fma(q7, q6).fma(r, q5).fma(r, q4).fma(r, q3).fma(r, q2).fma(r, q1);
      DoubleVector p = q.fma(r, q0).fma(r.mul(r), r).add(one);
      LongVector power =
          t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Double.PRECISION - 1);
      DoubleVector e = p.mul(power.add(unit).reinterpretAsDoubles());
      e.mul(e).intoArray(scores, i);
    }
  }

  private void sigmoid(int length) {
    DoubleVector one = broadcast(1);
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector e = DoubleVector.fromArray(DOUBLE, scores, i);
      one.div(e.add(one)).intoArray(scores, i);
    }
  }

  private void sqrtSoftplus(int length) {
    // artanh(z)/z = 1 + w/3 + w²/5 + …, good to 1e-9 for w ≤ 1/9.
    DoubleVector a17 = broadcast(1.0 / 17);
    DoubleVector a15 = broadcast(1.0 / 15);
    DoubleVector a13 = broadcast(1.0 / 13);
    DoubleVector a11 = broadcast(1.0 / 11);
    DoubleVector a9 = broadcast(1.0 / 9);
    DoubleVector a7 = broadcast(1.0 / 7);
    DoubleVector a5 = broadcast(1.0 / 5);
    DoubleVector a3 = broadcast(1.0 / 3);
    DoubleVector one = broadcast(1);
    DoubleVector two = broadcast(2);
    DoubleVector zero = broadcast(0);
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector x = DoubleVector.fromArray(DOUBLE, logits, i);
      DoubleVector t = DoubleVector.fromArray(DOUBLE, scores, i);
      DoubleVector z = t.div(t.add(two));
      DoubleVector w = z.mul(z);
      DoubleVector a = w.fma(a17, a15).fma(w, a13).fma(w, a11).fma(w, a9).fma(w, a7);
      DoubleVector log = a.fma(w, a5).fma(w, a3).fma(w, one).mul(z.add(z));
      log.add(x.max(zero)).sqrt().intoArray(scores, i);
    }
  }

  private static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(DOUBLE, value);
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
