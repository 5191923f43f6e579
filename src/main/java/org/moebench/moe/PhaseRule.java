// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.gemm.PhasedGemm;
import org.moebench.tensor.ExpertRows;

/**
 * Decides which kernel computes which experts of a call. A rule answers with a limit: experts with
 * up to that many rows go to the decode kernel, the others to the prefill kernel.
 */
@FunctionalInterface
public interface PhaseRule {
  /** Rows of an expert up to which {@link #maxRows} chooses decode, as published. */
  int PUBLISHED_MAX_ROWS = 4;

  /** Rows in all up to which {@link #totalRows} chooses decode, as published. */
  int PUBLISHED_TOTAL_ROWS = 256;

  /** Decode whatever comes. */
  PhaseRule DECODE = rows -> PhasedGemm.ALWAYS_DECODE;

  /** Prefill whatever comes. */
  PhaseRule PREFILL = rows -> PhasedGemm.ALWAYS_PREFILL;

  /**
   * Most rows of an expert for the decode kernel in this call.
   *
   * @param rows rows per expert
   */
  int decodeRows(ExpertRows rows);

  /**
   * Decode for all experts if none has more than that many rows, prefill for all otherwise: the
   * rule of intel/auto-round's {@code moe} in its main branch, where the limit is 4.
   */
  static PhaseRule maxRows(int most) {
    return rows -> all(rows.max() <= most);
  }

  /**
   * Decode for all experts if there are no more than that many rows in all, prefill for all
   * otherwise: the rule of a later branch of intel/auto-round (3b3d71482), where the limit is 256.
   */
  static PhaseRule totalRows(int most) {
    return rows -> all(rows.total() <= most);
  }

  /**
   * Decode for experts with up to that many rows, prefill for the others of the same call: the
   * limit is where the kernels took the same time on this machine.
   */
  static PhaseRule perExpert(int most) {
    return rows -> most;
  }

  private static int all(boolean decode) {
    return decode ? PhasedGemm.ALWAYS_DECODE : PhasedGemm.ALWAYS_PREFILL;
  }
}
