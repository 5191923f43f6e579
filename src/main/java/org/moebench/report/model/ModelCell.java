// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import java.util.Map;
import java.util.Objects;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.stats.Estimate;

/**
 * A cell of a model run with its parameters read.
 *
 * @param result the cell
 * @param setting stack, routing and format
 * @param part what of a forward pass it computes: {@link #FORWARD}, {@link #PREFILL} or {@link
 *     #DECODE}
 */
record ModelCell(CellResult result, Setting setting, String part) {
  /** A prefill step and all decode steps. */
  static final String FORWARD = "forward";

  /** The prefill step alone. */
  static final String PREFILL = "prefill";

  /** The decode steps alone. */
  static final String DECODE = "decode";

  /** Reads a cell; one that names no part is of a whole forward pass. */
  static ModelCell of(CellResult cell) {
    Map<String, String> params = cell.params() == null ? Map.of() : cell.params();
    Setting setting =
        new Setting(
            Objects.toString(cell.workload(), "unnamed"),
            params.getOrDefault("routing", "no routing"),
            Objects.toString(cell.format(), "no format"));
    return new ModelCell(cell, setting, params.getOrDefault("part", FORWARD));
  }

  String strategy() {
    return Objects.toString(result.variant(), "unnamed");
  }

  /** Whether it has a usable time. */
  boolean isTimed() {
    return TimedCells.isTimed(result);
  }

  /** Time of one call in ms with its interval. */
  Estimate time() {
    return new Estimate(result.median(), orNaN(result.low()), orNaN(result.high()));
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Different experts of a step and layer, mean over them; NaN if unknown. */
  double distinctExperts() {
    return result.forks().stream()
        .map(ForkSample::report)
        .filter(Objects::nonNull)
        .map(ForkReport::distinctExperts)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Double.NaN);
  }
}
