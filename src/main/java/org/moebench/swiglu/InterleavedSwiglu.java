// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.moebench.quant.PanelLayout.PANEL;

import org.moebench.tensor.Rows;

/**
 * As {@link FusedSwiglu} on interleaved weights: a unit's panels of up and gate are neighbours, one
 * stream of memory, and are multiplied in one go.
 */
final class InterleavedSwiglu implements SwigluKernel {
  private final SwigluWeights weights;
  private final Stages stages;
  private final ActivationRows activation;
  private final UnitLoop gateUp;

  InterleavedSwiglu(SwigluJob job) {
    weights = job.weights();
    stages = new Stages(job);
    activation = new ActivationRows(job, stages);
    gateUp = stages.units(weights.panels(), this::gateUp);
  }

  @Override
  public void run() {
    stages.begin();
    gateUp.launch();
    stages.finish();
  }

  private void gateUp(int worker, int segment, int begin, int end) {
    int start = stages.dispatch().start(segment);
    int rows = stages.dispatch().rows(segment);
    Rows both = stages.scratchRows(worker, 0, 2 * begin, 2 * end, rows);
    stages.multiply(
        stages.tokenRows(segment), weights.joined(), segment, 2 * begin, 2 * end, both, worker);
    for (int i = 0; i < rows; i++) {
      for (int p = begin; p < end; p++) {
        int u = both.index(i) + 2 * p * PANEL;
        activation.apply(both.data(), u + PANEL, both.data(), u, start + i, p * PANEL, PANEL);
      }
    }
  }
}
