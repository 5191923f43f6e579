// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.moebench.quant.PanelLayout.PANEL;

import java.util.Arrays;
import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.Workspace;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.tensor.Alignment;
import org.moebench.tensor.Rows;

/**
 * What all variants share: grouping the slots, gathering their rows, and the down projection. Rows
 * between the projections are in the order of positions.
 */
final class Stages {
  private final SwigluJob job;
  private final Dispatch dispatch;
  private final GemmKernel gemm;
  private final Workspace[] workspaces;
  private final float[][] scratch;
  private final Rows gathered;
  private final Rows hidden;
  private final Launcher.Task gather = this::gather;
  private final UnitLoop down;

  Stages(SwigluJob job) {
    this.job = job;
    SwigluWeights weights = job.weights();
    int pairs = job.tokens() * job.slots();
    dispatch = new Dispatch(weights.experts(), pairs);
    gemm = job.gemm();
    gathered = Rows.allocate(pairs, weights.hidden());
    hidden = Rows.allocate(pairs, weights.panels() * PANEL);
    workspaces = new Workspace[job.launcher().workers()];
    scratch = new float[workspaces.length][];
    for (int worker = 0; worker < workspaces.length; worker++) {
      workspaces[worker] = new Workspace(Math.max(weights.hidden(), weights.intermediate()));
      scratch[worker] = new float[Alignment.ALIGNED + 2 * UnitLoop.UNIT_FLOATS];
    }
    down = units(weights.down().panels(), this::down);
  }

  /** A launch over all segments and that many panels. */
  UnitLoop units(int panels, UnitLoop.Body body) {
    return new UnitLoop(job.launcher(), dispatch, panels, body);
  }

  /** Groups the batch's slots and, if they were sorted, gathers their rows in a launch. */
  void begin() {
    dispatch.plan(job.ids(), job.sortThreshold());
    if (dispatch.sorted()) {
      job.launcher().launch(gather);
    }
  }

  private void gather(int worker) {
    int workers = job.launcher().workers();
    int end = share(dispatch.positions(), workers, worker + 1);
    for (int p = share(dispatch.positions(), workers, worker); p < end; p++) {
      Rows x = job.input();
      int from = x.index(dispatch.pair(p) / job.slots());
      System.arraycopy(x.data(), from, gathered.data(), gathered.index(p), job.weights().hidden());
    }
  }

  /** Start of a worker's part of {@code size} things. */
  static int share(int size, int workers, int worker) {
    return (int) ((long) size * worker / workers);
  }

  /** The token rows of a segment. */
  Rows tokenRows(int segment) {
    int start = dispatch.start(segment);
    return dispatch.sorted()
        ? gathered.slice(start, dispatch.rows(segment))
        : job.input().slice(dispatch.pair(start) / job.slots(), 1);
  }

  /** Multiplies a segment's rows by panels of a matrix. */
  void multiply(
      Rows x, PackedWeights matrix, int segment, int begin, int end, Rows out, int worker) {
    ExpertPanels panels = new ExpertPanels(matrix, dispatch.expert(segment), begin, end);
    gemm.multiply(x, panels, out, workspaces[worker]);
  }

  /** The down projection of {@link #hidden} into the job's output, in a launch. */
  void finish() {
    if (dispatch.positions() < job.ids().length) {
      clearEmptySlots();
    }
    down.launch();
  }

  private void clearEmptySlots() {
    Rows out = job.output();
    for (int pair = 0; pair < job.ids().length; pair++) {
      if (job.ids()[pair] < 0) {
        int at = out.index(pair);
        Arrays.fill(out.data(), at, at + job.weights().hidden(), 0);
      }
    }
  }

  /** One row goes straight to its slot; several are computed together and then scattered. */
  private void down(int worker, int segment, int begin, int end) {
    PackedWeights matrix = job.weights().down();
    int start = dispatch.start(segment);
    int rows = dispatch.rows(segment);
    int first = begin * PANEL;
    int columns = Math.min(end * PANEL, matrix.n()) - first;
    Rows out = job.output();
    boolean direct = rows == 1;
    Rows to =
        direct ? out.slice(dispatch.pair(start), 1) : scratchRows(worker, 0, begin, end, rows);
    multiply(hidden.slice(start, rows), matrix, segment, begin, end, to, worker);
    for (int i = 0; i < rows; i++) {
      int at = out.index(dispatch.pair(start + i)) + first;
      if (!direct) {
        System.arraycopy(to.data(), to.index(i) + first, out.data(), at, columns);
      }
      addBias(dispatch.expert(segment), first, columns, at);
    }
  }

  private void addBias(int expert, int first, int columns, int at) {
    float[] bias = job.weights().biases().down();
    if (bias != null) {
      float[] out = job.output().data();
      int from = expert * job.weights().hidden() + first;
      for (int i = 0; i < columns; i++) {
        out[at + i] += bias[from + i];
      }
    }
  }

  /**
   * Scratch rows of a worker that hold the columns of panels {@code [begin, end)}, at the places of
   * those columns.
   *
   * @param half 0 or 1: two such blocks fit
   */
  Rows scratchRows(int worker, int half, int begin, int end, int rows) {
    int at = Alignment.ALIGNED + half * UnitLoop.UNIT_FLOATS - begin * PANEL;
    return new Rows(scratch[worker], at, (end - begin) * PANEL, rows);
  }

  Dispatch dispatch() {
    return dispatch;
  }

  /** Activated rows, [positions][I rounded up to whole panels]. */
  Rows hidden() {
    return hidden;
  }
}
