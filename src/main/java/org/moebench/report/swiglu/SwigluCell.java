// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.stats.Estimate;

/**
 * A cell of a SwitchGLU run with its parameters read.
 *
 * @param result the cell
 * @param setting model, format, sort threshold and workers
 * @param concurrency requests decoded together, B: tokens of one call; 0 if the cell does not say
 * @param ranks ranks it is sharded over; 1 if it is not
 */
record SwigluCell(CellResult result, Setting setting, int concurrency, int ranks) {
  private static final double MICROSECONDS = 1e3;

  /** Reads a cell; workers it does not name are those of the run. */
  static SwigluCell of(CellResult cell, int usualWorkers) {
    Map<String, String> params = cell.params() == null ? Map.of() : cell.params();
    String model = params.getOrDefault("model", Objects.toString(cell.workload(), "unnamed"));
    int threshold = number(params, "sortThreshold", Setting.THRESHOLD);
    int workers = number(params, "workers", usualWorkers);
    String format = Objects.toString(cell.format(), "no format");
    return new SwigluCell(
        cell,
        new Setting(model, format, threshold, workers),
        number(params, "concurrency", 0),
        Math.max(1, number(params, "ranks", 1)));
  }

  private static int number(Map<String, String> params, String name, int absent) {
    String text = params.getOrDefault(name, "");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : absent;
  }

  String variant() {
    return Objects.toString(result.variant(), "unnamed");
  }

  /** Whether it has a usable time. */
  boolean isTimed() {
    return concurrency > 0 && TimedCells.isTimed(result);
  }

  /** Time of one call in µs. */
  double microseconds() {
    return result.median() * MICROSECONDS;
  }

  /** Time of one call in ms with its interval. */
  Estimate time() {
    return new Estimate(result.median(), orNaN(result.low()), orNaN(result.high()));
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Routed rows of one call, B·k; 0 if unknown. */
  long slots() {
    return result.rowsUseful() == null ? 0 : result.rowsUseful();
  }

  /** Different experts of one call, mean over batches; NaN if unknown. */
  double distinctExperts() {
    return said(ForkReport::distinctExperts).orElse(Double.NaN);
  }

  /** Bytes of weights the variant keeps in memory; empty if unknown. */
  Optional<Long> heldBytes() {
    return said(ForkReport::heldBytes);
  }

  /** Peak resident memory of a fork in bytes; empty if unknown. */
  Optional<Long> residentBytes() {
    return result.forks().stream()
        .map(ForkSample::report)
        .filter(Objects::nonNull)
        .map(ForkReport::residentBytes)
        .filter(bytes -> bytes > 0)
        .max(Long::compare);
  }

  /** What its first fork says; forks of a cell have the same inputs. */
  private <T> Optional<T> said(Function<ForkReport, T> figure) {
    return result.forks().stream()
        .map(ForkSample::report)
        .filter(Objects::nonNull)
        .map(figure)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
