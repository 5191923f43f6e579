// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.moebench.quant.PanelLayout.PANEL;

import org.moebench.tensor.Rows;

/** The activation of parts of projected rows, with their expert's biases and slot's weight. */
final class ActivationRows {
  private final SwigluJob job;
  private final Stages stages;
  private final VectorGlu glu;
  private final int stride;
  private final float[] gateBias;
  private final float[] upBias;
  private final boolean biased;

  ActivationRows(SwigluJob job, Stages stages) {
    this.job = job;
    this.stages = stages;
    SwigluWeights weights = job.weights();
    glu = new VectorGlu(job.activation());
    stride = weights.panels() * PANEL;
    ExpertBiases biases = weights.biases();
    biased = biases.gate() != null || biases.up() != null;
    // Without biases all experts share one row of zeros.
    int experts = biased ? weights.experts() : 1;
    gateBias = ExpertBiases.padded(biases.gate(), experts, weights.intermediate(), stride);
    upBias = ExpertBiases.padded(biases.up(), experts, weights.intermediate(), stride);
  }

  /**
   * Activates columns {@code [first, first + count)} of one row into the hidden row of its
   * position.
   *
   * @param gate array and place of the gate projection's column {@code first}
   * @param up the same for up
   */
  void apply(float[] gate, int g, float[] up, int u, int position, int first, int count) {
    int pair = stages.dispatch().pair(position);
    int bias = (biased ? job.ids()[pair] * stride : 0) + first;
    Rows hidden = stages.hidden();
    int to = hidden.index(position) + first;
    float factor = job.weightBeforeDown(pair);
    glu.apply(gate, g, gateBias, up, u, upBias, bias, factor, hidden.data(), to, count);
  }
}
