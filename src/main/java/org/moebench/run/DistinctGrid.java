// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.quant.QuantFormat;

/**
 * Cells of a decode run in which no expert comes again before all others did: every combination of
 * these, the decode kernel in turns with the prefill kernel.
 *
 * @param formats weight formats
 * @param shapes sizes of the projection
 * @param rows rows of each expert
 */
public record DistinctGrid(
    List<QuantFormat> formats, List<ProjectionShape> shapes, List<Integer> rows) {
  /** A grid of one shape. */
  static DistinctGrid of(ProjectionShape shape, List<QuantFormat> formats, Integer... rows) {
    return new DistinctGrid(formats, List.of(shape), List.of(rows));
  }
}
