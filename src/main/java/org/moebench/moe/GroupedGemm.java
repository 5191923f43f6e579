// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.PhasedGemm;
import org.moebench.gemm.Workspace;
import org.moebench.launch.Launcher;
import org.moebench.quant.PackedWeights;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * One projection of a layer, for any number of rows from call to call: {@code out[r] = x[r] ·
 * Wᵀ[expert of r]} for rows sorted by expert, in one launch. This is what intel/auto-round's {@code
 * moe_gemm_decode} and {@code moe_gemm_prefill} compute.
 *
 * <p>The launch is a list of units, each some panels for a block of one expert's rows; workers take
 * the next until none is left. What a unit computes does not depend on how many there are.
 */
public final class GroupedGemm {
  // A unit is at most this share of one worker's part, which bounds how long others wait for it.
  private static final int UNITS_PER_WORKER = 8;

  // Dequantizing or reading a panel takes about as long as multiplying it with this many rows.
  private static final int READING_ROWS = 8;

  private final PackedWeights weights;
  private final PhasedGemm kernels;
  private final Launcher launcher;
  private final WorkspaceCache cache;
  private final AtomicInteger next = new AtomicInteger();
  private final Launcher.Task task = this::work;

  private int[] unitBlock = new int[64];
  private int[] unitBegin = new int[64];
  private int[] unitEnd = new int[64];
  private int[] blockExpert = new int[64];
  private int[] blockRow = new int[64];
  private int[] blockRows = new int[64];
  private int blocks;
  private int units;

  private Rows input;
  private Rows output;
  private WorkspaceCache.Lease lease;

  /**
   * @param weights one matrix per expert
   * @param launcher shares a call over its workers
   * @param cache lends every call its scratch memory
   */
  public GroupedGemm(PackedWeights weights, Launcher launcher, WorkspaceCache cache) {
    this.weights = weights;
    this.launcher = launcher;
    this.cache = cache;
    kernels = new PhasedGemm(weights.format());
  }

  /** One matrix per expert. */
  public PackedWeights weights() {
    return weights;
  }

  /** Shares a call over its workers. */
  public Launcher launcher() {
    return launcher;
  }

  /**
   * Computes a call; without rows there is no launch.
   *
   * @param rows rows per expert; their sum may be smaller than {@code x} and {@code out} hold
   * @param x activations, sorted by expert, at least K wide
   * @param out results in the same order, at least N wide; overwritten
   * @param decodeRows experts with up to that many rows go to the decode kernel, the others to the
   *     prefill kernel
   * @throws IllegalArgumentException if experts or rows do not fit
   */
  public void run(ExpertRows rows, Rows x, Rows out, int decodeRows) {
    check(rows, x, out);
    if (rows.total() == 0) {
      return;
    }
    plan(rows);
    kernels.decodeRows(decodeRows);
    input = x;
    output = out;
    next.set(0);
    try (WorkspaceCache.Lease leased = cache.lease(weights.k(), launcher.workers())) {
      lease = leased;
      launcher.launch(task);
    } finally {
      lease = null;
    }
  }

  private void check(ExpertRows rows, Rows x, Rows out) {
    boolean fits = x.stride() >= weights.k() && out.stride() >= weights.n();
    if (rows.experts() != weights.experts()
        || !fits
        || x.count() < rows.total()
        || out.count() < rows.total()) {
      throw new IllegalArgumentException(
          "%d rows for %d experts, from %d x %d to %d x %d, with %d matrices of N=%d K=%d"
              .formatted(
                  rows.total(),
                  rows.experts(),
                  x.count(),
                  x.stride(),
                  out.count(),
                  out.stride(),
                  weights.experts(),
                  weights.n(),
                  weights.k()));
    }
  }

  /** Cuts the call into blocks of rows and those into units of panels. */
  private void plan(ExpertRows rows) {
    blocks = 0;
    units = 0;
    long cost = 0;
    for (int e = 0; e < rows.experts(); e++) {
      int count = rows.count(e);
      int parts = Math.ceilDiv(count, Workspace.ROW_BLOCK);
      for (int b = 0; b < parts; b++) {
        int row = (int) ((long) count * b / parts);
        addBlock(e, rows.offset(e) + row, (int) ((long) count * (b + 1) / parts) - row);
      }
      cost += count + (long) parts * READING_ROWS;
    }
    long shares = (long) launcher.workers() * UNITS_PER_WORKER;
    long largest = Math.max(1, cost * weights.panels() / shares);
    for (int b = 0; b < blocks; b++) {
      addUnits(b, largest);
    }
  }

  private void addBlock(int expert, int row, int rows) {
    if (blocks == blockExpert.length) {
      blockExpert = Arrays.copyOf(blockExpert, 2 * blocks);
      blockRow = Arrays.copyOf(blockRow, 2 * blocks);
      blockRows = Arrays.copyOf(blockRows, 2 * blocks);
    }
    blockExpert[blocks] = expert;
    blockRow[blocks] = row;
    blockRows[blocks] = rows;
    blocks++;
  }

  /** Panels are multiplied in pairs, so cuts fall between pairs. */
  private void addUnits(int block, long largest) {
    int panels = weights.panels();
    int pairs = Math.ceilDiv(panels, Workspace.PANELS);
    long cost = (long) (blockRows[block] + READING_ROWS) * panels;
    int parts = (int) Math.min(pairs, Math.ceilDiv(cost, largest));
    for (int p = 0; p < parts; p++) {
      addUnit(
          block,
          pairs * p / parts * Workspace.PANELS,
          Math.min(panels, pairs * (p + 1) / parts * Workspace.PANELS));
    }
  }

  private void addUnit(int block, int begin, int end) {
    if (units == unitBlock.length) {
      unitBlock = Arrays.copyOf(unitBlock, 2 * units);
      unitBegin = Arrays.copyOf(unitBegin, 2 * units);
      unitEnd = Arrays.copyOf(unitEnd, 2 * units);
    }
    unitBlock[units] = block;
    unitBegin[units] = begin;
    unitEnd[units] = end;
    units++;
  }

  private void work(int worker) {
    Workspace workspace = lease.of(worker);
    for (int u = next.getAndIncrement(); u < units; u = next.getAndIncrement()) {
      int b = unitBlock[u];
      ExpertPanels panels = new ExpertPanels(weights, blockExpert[b], unitBegin[u], unitEnd[u]);
      kernels.multiply(
          input.slice(blockRow[b], blockRows[b]),
          panels,
          output.slice(blockRow[b], blockRows[b]),
          workspace);
    }
  }
}
