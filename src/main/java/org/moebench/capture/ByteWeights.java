// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.util.stream.IntStream;
import org.moebench.moe.LayerWeights;
import org.moebench.quant.PackedWeights;
import org.moebench.swiglu.ExpertBiases;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.workload.SyntheticData;

/**
 * The random weights of a {@link ByteModel}, the same for the same seed everywhere. Rows are scaled
 * so that normed inputs give outputs of about unit variance, whatever the width.
 */
final class ByteWeights {
  private static final int GATE = 0;
  private static final int UP = 1;
  private static final int DOWN = 2;
  private static final int ROUTER = 3;
  private static final int KINDS = 4;

  /** What {@link SyntheticData#weights} deviate by. */
  private static final double DRAWN_DEVIATION = 0.1;

  /** Of logits: with 1 a router would hardly prefer one expert to another. */
  private static final double LOGIT_DEVIATION = 2;

  private final ByteModelConfig config;

  ByteWeights(ByteModelConfig config) {
    this.config = config;
  }

  /** A row for each of the {@code tokens} tokens, [tokens][D], N(0, 1). */
  float[] embedding(int tokens) {
    float[] rows = new float[tokens * config.hidden()];
    for (int token = 0; token < tokens; token++) {
      SyntheticData.activations(
          config.seed(), token, config.hidden(), rows, token * config.hidden());
    }
    return rows;
  }

  /** The gating matrix of a layer, [E][D]. */
  float[] router(int layer) {
    float[] rows = new float[config.experts() * config.hidden()];
    for (int e = 0; e < config.experts(); e++) {
      row(layer, ROUTER, e, 0, config.hidden(), LOGIT_DEVIATION, rows, e * config.hidden());
    }
    return rows;
  }

  /** The experts of a layer, in separate form. */
  LayerWeights experts(int layer) {
    int d = config.hidden();
    int i = config.intermediate();
    return new LayerWeights(
        SwigluWeights.separate(
            matrices(layer, GATE, i, d),
            matrices(layer, UP, i, d),
            matrices(layer, DOWN, d, i),
            ExpertBiases.NONE),
        null);
  }

  private PackedWeights matrices(int layer, int kind, int n, int k) {
    int group = ByteModelConfig.group(k);
    PackedWeights packed = PackedWeights.allocate(config.format(), config.experts(), n, k, group);
    IntStream.range(0, config.experts())
        .parallel()
        .forEach(
            e -> {
              float[] w = new float[n * k];
              if (kind != DOWN || !config.useless().contains(new Planted(layer, e))) {
                for (int row = 0; row < n; row++) {
                  row(layer, kind, e, row, k, 1, w, row * k);
                }
              }
              packed.pack(e, config.format().quantize(w, n, k, group));
            });
    return packed;
  }

  private void row(
      int layer, int kind, int expert, int row, int k, double deviation, float[] to, int at) {
    // One key for layer, kind and expert: streams of different keys have nothing in common.
    int key = (layer * KINDS + kind) * config.experts() + expert;
    SyntheticData.weights(config.seed(), key, row, k, to, at);
    double scale = deviation / (DRAWN_DEVIATION * Math.sqrt(k));
    for (int c = at; c < at + k; c++) {
      to[c] *= (float) scale;
    }
  }
}
