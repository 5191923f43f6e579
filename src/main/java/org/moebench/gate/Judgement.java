// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.List;

/**
 * What the gate found in a run.
 *
 * @param state how the run ended
 * @param reason one line: why this state
 * @param cells one per cell, in the order given
 * @param controls one per control: PASS, or UNRESOLVED if it moved
 */
public record Judgement(
    State state, String reason, List<CellJudgement> cells, List<CellJudgement> controls) {
  /** How a run ended. */
  public enum State {
    /** Every cell was judged. */
    JUDGED,
    /** A control, which no change can touch, differs: nothing can be said. */
    CONTAMINATED,
    /** The machine was too disturbed to measure. */
    UNFIT,
    /** The user ended it. */
    STOPPED
  }
}
