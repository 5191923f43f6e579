// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.Workspace;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/** The inputs, output and scratch memory of prefill calls; made once, used for many calls. */
public final class PrefillJob {
  private final ExpertRows rows;
  private final Rows input;
  private final PackedWeights weights;
  private final Rows output;
  private final GemmKernel kernel;
  private final Launcher launcher;
  private final Workspace[] workspaces;
  private final Rows paddedInput;
  private final Rows paddedOutput;

  /**
   * Allocates output and scratch.
   *
   * @param rows routed rows per expert
   * @param input routed activations [rows.total()][K], contiguous, sorted by expert
   * @param weights one matrix per expert
   * @param kernel multiplies the rows of one expert
   * @param launcher shares the launches over the workers
   * @param paddedRows rows of the padded buffers, {@link PrefillStrategy#paddedRows}
   */
  public PrefillJob(
      ExpertRows rows,
      Rows input,
      PackedWeights weights,
      GemmKernel kernel,
      Launcher launcher,
      long paddedRows) {
    if (rows.experts() != weights.experts()) {
      throw new IllegalArgumentException(
          "rows for " + rows.experts() + " experts, weights of " + weights.experts());
    }
    if (input.count() != rows.total() || input.stride() != weights.k()) {
      throw new IllegalArgumentException(
          "activations of "
              + input.count()
              + " rows, "
              + input.stride()
              + " apart, for "
              + rows.total()
              + " rows of K = "
              + weights.k());
    }
    this.rows = rows;
    this.input = input;
    this.weights = weights;
    this.kernel = kernel;
    this.launcher = launcher;
    output = Rows.allocate(rows.total(), weights.n());
    paddedInput = Rows.allocate(paddedRows, weights.k());
    paddedOutput = Rows.allocate(paddedRows, weights.n());
    workspaces = new Workspace[launcher.workers()];
    for (int i = 0; i < workspaces.length; i++) {
      workspaces[i] = new Workspace(weights.k());
    }
  }

  public ExpertRows rows() {
    return rows;
  }

  public Rows input() {
    return input;
  }

  public PackedWeights weights() {
    return weights;
  }

  /** Results [rows.total()][N], in the order of the input. */
  public Rows output() {
    return output;
  }

  public GemmKernel kernel() {
    return kernel;
  }

  public Launcher launcher() {
    return launcher;
  }

  /** Scratch of one worker. */
  public Workspace workspace(int worker) {
    return workspaces[worker];
  }

  Rows paddedInput() {
    return paddedInput;
  }

  Rows paddedOutput() {
    return paddedOutput;
  }
}
