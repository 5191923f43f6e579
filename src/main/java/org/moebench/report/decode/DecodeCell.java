// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.stats.Estimate;

/**
 * A cell of a decode or tuning run with its parameters read.
 *
 * @param result the cell
 * @param projection format and shape of its weights
 * @param experts experts of a layer; 0 if the cell does not say
 * @param rows rows per expert, or in all for a cell of the dispatcher; 0 if they vary
 * @param active experts of a call; 0 if they vary
 * @param batch requests decoded together: a number or the name of request lengths; empty if none
 */
record DecodeCell(
    CellResult result, Projection projection, int experts, int rows, int active, String batch) {
  /** Reads a cell. */
  static DecodeCell of(CellResult cell) {
    Map<String, String> params = cell.params() == null ? Map.of() : cell.params();
    String format = Objects.toString(cell.format(), "no format");
    return new DecodeCell(
        cell,
        new Projection(format, number(params, "n"), number(params, "k")),
        number(params, "experts"),
        number(params, "rows"),
        number(params, "active"),
        params.getOrDefault("batch", ""));
  }

  private static int number(Map<String, String> params, String name) {
    String text = params.getOrDefault(name, "");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  String variant() {
    return Objects.toString(result.variant(), "unnamed");
  }

  /** The same cell with another result, as that of a variant it took turns with. */
  DecodeCell with(CellResult other) {
    return new DecodeCell(other, projection, experts, rows, active, batch);
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

  /** Rows of one call, mean over calls; NaN if unknown. */
  double rowsOfCall() {
    Long known = result.rowsUseful();
    return known == null || known <= 0 ? Double.NaN : known;
  }

  /** Bytes of weights that one call reads, mean over calls; NaN if unknown. */
  double weightBytes() {
    Long known = result.weightBytes();
    return known == null || known <= 0 ? Double.NaN : known;
  }

  /** Different experts of one call, mean over calls; NaN if unknown. */
  double distinctExperts() {
    Optional<Double> said =
        result.forks().stream()
            .map(ForkSample::report)
            .filter(Objects::nonNull)
            .map(ForkReport::distinctExperts)
            .filter(Objects::nonNull)
            .findFirst();
    return said.orElse(active > 0 ? active : Double.NaN);
  }
}
