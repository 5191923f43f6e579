// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;

/**
 * A cell of a routing run with its parameters read.
 *
 * @param result the cell
 * @param setting router, logits and workers
 * @param tokens tokens per call T; 0 if the cell does not say
 */
record RoutingCell(CellResult result, Setting setting, int tokens) {
  private static final double NANOSECONDS = 1e6;

  static RoutingCell of(CellResult cell) {
    Map<String, String> params = cell.params() == null ? Map.of() : cell.params();
    String router = params.getOrDefault("router", Objects.toString(cell.workload(), "unnamed"));
    String logits = params.getOrDefault("logits", Setting.FP32);
    int workers = Math.max(1, number(params.getOrDefault("workers", "1")));
    int tokens = number(params.getOrDefault("tokens", ""));
    return new RoutingCell(cell, new Setting(router, logits, workers), tokens);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  String variant() {
    return result.variant();
  }

  /** Whether it has a usable time per token. */
  boolean isTimed() {
    return tokens > 0 && TimedCells.isTimed(result);
  }

  /** Median time per token in ns. */
  double perToken() {
    return perToken(result.median());
  }

  /** A time of this cell, in ms per call, as ns per token; NaN if unknown. */
  double perToken(Double ms) {
    return ms == null || tokens == 0 ? Double.NaN : ms * NANOSECONDS / tokens;
  }

  /** Largest number of bytes per call that a fork allocated; empty if not measured. */
  OptionalDouble allocatedBytes() {
    return result.forks().stream()
        .map(ForkSample::allocatedBytes)
        .filter(bytes -> bytes != null && Double.isFinite(bytes))
        .mapToDouble(Double::doubleValue)
        .max();
  }

  /** Picks that a fork verified, of all batches it routes in turn; 0 if not recorded. */
  long verifiedPicks() {
    return result.forks().stream()
        .map(ForkSample::report)
        .filter(Objects::nonNull)
        .mapToLong(report -> report.correctness().total())
        .max()
        .orElse(0);
  }

  /** Largest number of near ties in a fork; empty if not recorded. */
  OptionalLong nearTies() {
    return result.forks().stream()
        .map(ForkSample::report)
        .filter(Objects::nonNull)
        .map(ForkReport::nearTies)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .max();
  }
}
