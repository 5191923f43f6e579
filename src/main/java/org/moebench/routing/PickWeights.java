// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import org.moebench.quant.Bf16;

/**
 * Writes ids and weights of a token's picks. Scores of the picks are computed again in double, so
 * that weights are good to the last place whatever precision selection had.
 */
final class PickWeights {
  private final RoutingJob job;
  private final RouterConfig config;
  private final int[] physical;
  private final double outputScale;
  private final boolean rounded;
  private final double[] p;

  PickWeights(RoutingJob job) {
    this.job = job;
    this.config = job.router().config();
    this.physical = job.router().physical();
    this.outputScale = config.outputScale();
    this.rounded = job.input().logits().isBf16() && config.scoring() != Scoring.SOFTMAX;
    this.p = new double[config.routedSlots()];
  }

  /**
   * Writes the token's row of the output.
   *
   * @param picks logical ids of the routed slots
   * @param max largest logit, for softmax
   * @param total sum of all {@code exp(logit - max)}, for softmax
   */
  void write(int token, int[] picks, float max, double total) {
    for (int slot = 0; slot < p.length; slot++) {
      p[slot] = score(token, picks[slot], max, total);
    }
    finish(token, picks, 0, p, 0);
  }

  /** The unbiased score in double, rounded to bfloat16 where the contract says so. */
  double score(int token, int expert, float max, double total) {
    double x = job.input().logits().get(token, expert);
    double score =
        switch (config.scoring()) {
          case SIGMOID -> 1 / (1 + Math.exp(-x));
          case SQRT_SOFTPLUS -> Math.sqrt(x > 20 ? x : Math.log1p(Math.exp(x)));
          case SOFTMAX -> Math.exp(x - max) / total;
        };
    return rounded ? Bf16.round((float) score) : score;
  }

  /** Writes ids and weights of picks whose scores are known. */
  void finish(int token, int[] picks, int picksAt, double[] scores, int scoresAt) {
    int routed = config.routedSlots();
    double sum = 0;
    for (int slot = 0; slot < routed; slot++) {
      sum += scores[scoresAt + slot];
    }
    double denominator = config.renormalize() ? config.denominator().of(sum) : 1;
    boolean padding = token >= job.input().realTokens();
    int[] ids = job.ids();
    float[] weights = job.weights();
    int at = token * config.slots();
    for (int slot = 0; slot < routed; slot++) {
      int pick = picks[picksAt + slot];
      int id = physical == null ? pick : physical[pick];
      ids[at + slot] = padding ? -1 : id;
      weights[at + slot] = (float) (scores[scoresAt + slot] / denominator * outputScale);
    }
    if (routed < config.slots()) {
      ids[at + routed] = padding ? -1 : config.experts();
      weights[at + routed] = (float) (sum / config.scale() / denominator * outputScale);
    }
  }
}
