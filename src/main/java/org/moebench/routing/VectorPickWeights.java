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

  /** Below this, a reciprocal might overflow. */
  private static final double SMALL = 0x1p-1000;

  private final RoutingJob job;
  private final RouterConfig config;
  private final boolean rounded;
  private final int[] physical;
  private final double outputScale;
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
    this.scores = new double[(block * config.routedSlots() + lanes - 1) / lanes * lanes];
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
    GatingLogits logits = job.input().logits();
    float[] fp32 = logits.fp32Data();
    int routed = config.routedSlots();
    int row = token * config.experts();
    for (int i = at; i < at + routed; i++) {
      float logit = fp32 != null ? fp32[row + picks[i]] : logits.get(token, picks[i]);
      scores[i] = (double) logit - max;
    }
  }

  private void score(int length) {
    Scoring scoring = config.scoring();
    for (int i = 0; i < length; i += DOUBLE.length()) {
      DoubleVector x = DoubleVector.fromArray(DOUBLE, scores, i);
      DoubleVector p =
          switch (scoring) {
            case SIGMOID -> broadcast(1).div(exp(x.neg()).add(1));
            case SQRT_SOFTPLUS -> sqrtSoftplus(x);
            case SOFTMAX -> exp(x);
          };
      p.intoArray(scores, i);
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

  private static DoubleVector sqrtSoftplus(DoubleVector x) {
    DoubleVector t = exp(x.abs().neg());
    DoubleVector z = t.div(t.add(2));
    DoubleVector w = z.mul(z);
    // artanh(z)/z, good to 1e-12 for w ≤ 1/9.
    DoubleVector a = broadcast(1.0 / 17);
    for (int odd = 15; odd >= 1; odd -= 2) {
      a = a.fma(w, broadcast(1.0 / odd));
    }
    DoubleVector log = z.add(z).mul(a);
    return log.add(x.blend(0, x.compare(VectorOperators.LT, 0))).sqrt();
  }

  /** {@code exp(y)} as the square of exp(y/2), so that it reaches 0 and infinity by itself. */
  private static DoubleVector exp(DoubleVector y) {
    DoubleVector half = y.mul(0.5).min(MOST).max(-MOST);
    DoubleVector t = half.fma(broadcast(LOG2_E), broadcast(ROUNDER));
    DoubleVector n = t.sub(ROUNDER);
    DoubleVector r = n.fma(broadcast(-LN2_HIGH), half);
    r = n.fma(broadcast(-LN2_LOW), r);
    // exp(r) = 1 + r + r²·q(r), relative error 1.7e-14.
    DoubleVector q = r.fma(broadcast(2.7492834133973173e-06), broadcast(2.4880806098293874e-05));
    q = q.fma(r, broadcast(0.00019841539571489574));
    q = q.fma(r, broadcast(0.0013888811152752752));
    q = q.fma(r, broadcast(0.008333333094775386));
    q = q.fma(r, broadcast(0.04166666696218679));
    q = q.fma(r, broadcast(0.16666666667265886));
    q = q.fma(r, broadcast(0.49999999999664374));
    DoubleVector p = q.fma(r.mul(r), r).add(1);
    LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Double.PRECISION - 1);
    DoubleVector e = p.mul(power.add(broadcast(1).reinterpretAsLongs()).reinterpretAsDoubles());
    return e.mul(e);
  }

  private static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(DOUBLE, value);
  }
}
