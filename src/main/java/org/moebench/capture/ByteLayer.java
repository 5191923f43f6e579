// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import org.moebench.launch.Launcher;
import org.moebench.moe.LayerConfig;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.MoeLayer;
import org.moebench.routing.Denominator;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.Activation;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;

/** One layer of a {@link ByteModel}: the dense gating matrix and what follows it. */
final class ByteLayer {
  /** More than scores, which are shares, can differ by. */
  private static final float BEYOND_SCORES = 2;

  private final ByteModelConfig config;
  private final Launcher launcher;
  private final float[] gating;
  private final float[] logits;
  private final RoutingInput input;
  private final LayerWeights weights;
  private final MoeLayer moe;
  private final Launcher.Task multiply = this::multiply;
  private Rows x;
  private int count;

  ByteLayer(ByteModelConfig config, ByteWeights all, int layer, int batch, Launcher launcher) {
    this.config = config;
    this.launcher = launcher;
    gating = all.router(layer);
    weights = all.experts(layer);
    logits = new float[batch * config.experts()];
    input = RoutingInput.of(GatingLogits.fp32(logits, batch, config.experts()));
    moe =
        new MoeLayer(
            router(layer),
            new LayerConfig(Activation.silu(), null, false, SwigluJob.EXO_SORT_THRESHOLD),
            weights,
            SwigluVariant.UNFUSED,
            input,
            launcher);
  }

  private Router router(int layer) {
    float[] bias = new float[config.experts()];
    for (int e = 0; e < bias.length; e++) {
      Planted place = new Planted(layer, e);
      if (config.never().contains(place)) {
        bias[e] = -BEYOND_SCORES;
      } else if (config.always().contains(place)) {
        bias[e] = BEYOND_SCORES;
      }
    }
    RouterConfig router =
        RouterConfig.of(config.experts(), config.topK())
            .renormalize(Denominator.ONE_IF_ZERO)
            .build();
    // Selection only: the weight of an expert stays that of its logit.
    return Router.of(router).withBias(bias);
  }

  /**
   * Computes a batch.
   *
   * @param rows normed activations [batch][D]
   * @param tokens rows that are tokens; the others are padding
   */
  void run(Rows rows, int tokens) {
    x = rows;
    count = tokens;
    launcher.launch(multiply);
    moe.batch(input.withRealTokens(tokens), rows);
    moe.run();
  }

  /** Logits of a worker's part of the tokens; sums in double, in ascending order. */
  private void multiply(int worker) {
    int workers = launcher.workers();
    int end = (int) ((long) count * (worker + 1) / workers);
    for (int t = (int) ((long) count * worker / workers); t < end; t++) {
      for (int e = 0; e < config.experts(); e++) {
        double sum = 0;
        for (int c = 0; c < config.hidden(); c++) {
          sum += (double) gating[e * config.hidden() + c] * x.data()[x.index(t) + c];
        }
        logits[t * config.experts() + e] = (float) sum;
      }
    }
  }

  MoeLayer moe() {
    return moe;
  }

  /** Its experts' weights. */
  LayerWeights weights() {
    return weights;
  }
}
