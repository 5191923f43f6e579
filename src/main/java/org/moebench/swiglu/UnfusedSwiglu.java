// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.moebench.quant.PanelLayout.PANEL;

import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.tensor.Rows;

/**
 * Up, gate, activation and down as separate launches, as in mlx-lm: both intermediates [slots][I]
 * are written by one launch and read by another.
 */
final class UnfusedSwiglu implements SwigluKernel {
  private final SwigluJob job;
  private final Stages stages;
  private final ActivationRows activation;
  private final Rows gateOut;
  private final Rows upOut;
  private final UnitLoop up;
  private final UnitLoop gate;
  private final Launcher.Task activate = this::activate;

  UnfusedSwiglu(SwigluJob job) {
    this.job = job;
    SwigluWeights weights = job.weights();
    stages = new Stages(job);
    activation = new ActivationRows(job, stages);
    int columns = weights.panels() * PANEL;
    gateOut = Rows.allocate(stages.hidden().count(), columns);
    upOut = Rows.allocate(stages.hidden().count(), columns);
    up = stages.units(weights.panels(), (w, s, b, e) -> project(weights.up(), upOut, w, s, b, e));
    gate =
        stages.units(
            weights.panels(), (w, s, b, e) -> project(weights.gate(), gateOut, w, s, b, e));
  }

  @Override
  public void run() {
    stages.begin();
    up.launch();
    gate.launch();
    job.launcher().launch(activate);
    stages.finish();
  }

  private void project(
      PackedWeights matrix, Rows all, int worker, int segment, int begin, int end) {
    Rows out = all.slice(stages.dispatch().start(segment), stages.dispatch().rows(segment));
    stages.multiply(stages.tokenRows(segment), matrix, segment, begin, end, out, worker);
  }

  /** Workers share all panels of all rows evenly. */
  private void activate(int worker) {
    int panels = job.weights().panels();
    int workers = job.launcher().workers();
    int all = stages.dispatch().positions() * panels;
    int end = Stages.share(all, workers, worker + 1);
    int at = Stages.share(all, workers, worker);
    while (at < end) {
      int position = at / panels;
      int first = at % panels;
      int last = Math.min(panels, first + end - at);
      int from = gateOut.index(position) + first * PANEL;
      int count = (last - first) * PANEL;
      activation.apply(gateOut.data(), from, upOut.data(), from, position, first * PANEL, count);
      at += last - first;
    }
  }
}
