// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.quant.PackedWeights;
import org.moebench.quant.PanelLayout;

/**
 * A range of column panels of one expert's weight matrix: the output columns {@code [firstColumn(),
 * endColumn())}.
 *
 * @param weights the packed weights of all experts
 * @param expert whose matrix
 * @param begin first panel
 * @param end panel after the last
 */
public record ExpertPanels(PackedWeights weights, int expert, int begin, int end) {
  /** All panels of an expert. */
  public static ExpertPanels all(PackedWeights weights, int expert) {
    return new ExpertPanels(weights, expert, 0, weights.panels());
  }

  /** First output column. */
  public int firstColumn() {
    return begin * PanelLayout.PANEL;
  }

  /** Output column after the last; the last panel may be only partly filled. */
  public int endColumn() {
    return Math.min(end * PanelLayout.PANEL, weights.n());
  }
}
