// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.moebench.quant.PanelLayout.PANEL;

import org.moebench.tensor.Rows;

/**
 * Gate and up of concatenated weights in one launch, which also activates: a unit multiplies some
 * panels of up and the same ones of gate into cache and leaves only their activated product. Then
 * down.
 */
final class FusedSwiglu implements SwigluKernel {
  private final SwigluWeights weights;
  private final Stages stages;
  private final ActivationRows activation;
  private final UnitLoop gateUp;

  FusedSwiglu(SwigluJob job) {
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
    int panels = weights.panels();
    Rows x = stages.tokenRows(segment);
    Rows up = stages.scratchRows(worker, 0, begin, end, rows);
    Rows gate = stages.scratchRows(worker, 1, panels + begin, panels + end, rows);
    stages.multiply(x, weights.joined(), segment, begin, end, up, worker);
    stages.multiply(x, weights.joined(), segment, panels + begin, panels + end, gate, worker);
    int first = begin * PANEL;
    int count = (end - begin) * PANEL;
    for (int i = 0; i < rows; i++) {
      int u = up.index(i) + first;
      int g = gate.index(i) + panels * PANEL + first;
      activation.apply(gate.data(), g, up.data(), u, start + i, first, count);
    }
  }
}
