// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.moebench.report.evidence.TimedCells;
import org.moebench.result.CellResult;
import org.moebench.result.FormatInfo;
import org.moebench.result.ResultSet;

/** The cells of a prefill run, found by format, strategy and threshold. */
final class PrefillCells {
  private static final String OPERATION = "prefill";
  private static final String PARTS = "parts";

  private final ResultSet set;

  PrefillCells(ResultSet set) {
    this.set = set;
  }

  /** The run. */
  ResultSet set() {
    return set;
  }

  /** Formats in the order of the run. */
  List<String> formats() {
    Set<String> names = new LinkedHashSet<>();
    set.formats().stream().map(FormatInfo::name).forEach(names::add);
    measured().map(CellResult::format).forEach(names::add);
    return List.copyOf(names);
  }

  /** Every cell of a format, by strategy and then threshold, whatever became of it. */
  List<CellResult> all(String format) {
    Comparator<CellResult> order =
        Comparator.comparingInt(
            cell -> Strategy.of(cell.variant()).map(Strategy::ordinal).orElse(99));
    return measured()
        .filter(cell -> format.equals(cell.format()))
        .sorted(order.thenComparingInt(PrefillCells::threshold))
        .toList();
  }

  /** The cells of a format that have a time, in the order of {@link #all}. */
  List<CellResult> passed(String format) {
    return all(format).stream().filter(TimedCells::isTimed).toList();
  }

  /** The timed cells of a strategy, by threshold. */
  List<CellResult> passed(String format, Strategy strategy) {
    return passed(format).stream().filter(cell -> strategy.id().equals(cell.variant())).toList();
  }

  /** The fastest timed cell of a strategy: for pad-and-clip, the one at its best threshold. */
  Optional<CellResult> best(String format, Strategy strategy) {
    return TimedCells.fastest(passed(format, strategy));
  }

  /** The fastest timed cell of each strategy that has one. */
  List<CellResult> bestOfEach(String format) {
    List<CellResult> cells = new ArrayList<>();
    for (Strategy strategy : Strategy.values()) {
      best(format, strategy).ifPresent(cells::add);
    }
    return cells;
  }

  /** A piece of a call measured alone, for example {@code pack} or {@code INT8_SYM/dequantize}. */
  Optional<CellResult> part(String name) {
    String id = PARTS + "/" + name;
    return set.cells().stream()
        .filter(cell -> cell.id().equals(id) && TimedCells.isTimed(cell))
        .findFirst();
  }

  /** All pieces measured alone. */
  List<CellResult> parts() {
    return set.cells().stream().filter(cell -> PARTS.equals(cell.operation())).toList();
  }

  /** The pad threshold T of a cell; 0 if it has none. */
  static int threshold(CellResult cell) {
    String text = cell.params() == null ? null : cell.params().get("threshold");
    return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** How a cell is called in text: {@code grouped}, {@code pad-skip at T=256}. */
  static String name(CellResult cell) {
    boolean padded = Strategy.of(cell.variant()).map(Strategy::padded).orElse(false);
    return padded ? cell.variant() + " at T=" + threshold(cell) : cell.variant();
  }

  /** Routed rows of the workload. */
  long routedRows() {
    return set.workload().counts().stream().mapToLong(Integer::longValue).sum();
  }

  private Stream<CellResult> measured() {
    return set.cells().stream()
        .filter(cell -> OPERATION.equals(cell.operation()) && cell.format() != null);
  }
}
