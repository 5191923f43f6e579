// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

import org.moebench.tensor.ExpertRows;

/** One way to arrange the routed rows of a prefill step into launches. */
public interface PrefillStrategy {
  /**
   * Computes every routed row, in order. Everything the strategy needs is done here and so is
   * inside the timed region: planning, padding, gather, packing, multiplication, scatter.
   */
  void run(PrefillJob job);

  /** What {@link #run} does for these rows. */
  PrefillWork work(ExpertRows rows);

  /** Rows of the padded buffers it needs, input and output; 0 if none. */
  long paddedRows(ExpertRows rows);
}
