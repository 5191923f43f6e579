// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;

/**
 * One entry for both phases, as intel/auto-round's {@code moe}: the caller names the phase, or a
 * rule finds it from the rows. The output is bit for bit that of the kernel chosen for an expert.
 */
public final class Dispatcher {
  private final GroupedGemm gemm;
  private final PhaseRule auto;

  /**
   * @param gemm computes the calls
   * @param auto decides where the phase is {@link Phase#AUTO}
   */
  public Dispatcher(GroupedGemm gemm, PhaseRule auto) {
    this.gemm = gemm;
    this.auto = auto;
  }

  /**
   * Computes a call.
   *
   * @param phase which kernel, if the caller knows
   * @param rows rows per expert
   * @param x activations, sorted by expert, at least K wide
   * @param out results in the same order, at least N wide; overwritten
   * @throws IllegalArgumentException as {@link GroupedGemm#run}
   */
  public void run(Phase phase, ExpertRows rows, Rows x, Rows out) {
    gemm.run(rows, x, out, decodeRows(phase, rows));
  }

  /** Most rows of an expert for the decode kernel in such a call. */
  public int decodeRows(Phase phase, ExpertRows rows) {
    return switch (phase) {
      case DECODE -> PhaseRule.DECODE.decodeRows(rows);
      case PREFILL -> PhaseRule.PREFILL.decodeRows(rows);
      case AUTO -> auto.decodeRows(rows);
    };
  }
}
