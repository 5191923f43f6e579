// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.moebench.report.evidence.Comparer;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;

/** The cells of a decode or tuning run, by what they are about. */
final class DecodeCells {
  private static final String DECODE = "decode";
  private static final String DISPATCH = "dispatch";
  private static final String WORKSPACE = "workspace";

  /** The workload of cells in which no expert comes again before all others did. */
  private static final String DISTINCT = "distinct";

  /** A figure of which nothing is known. */
  static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private final ResultSet set;
  private final List<DecodeCell> distinct;
  private final List<DecodeCell> traces;

  DecodeCells(ResultSet set) {
    this.set = set;
    this.distinct =
        of(DECODE).stream().filter(cell -> DISTINCT.equals(cell.result().workload())).toList();
    this.traces =
        of(DECODE).stream().filter(cell -> !DISTINCT.equals(cell.result().workload())).toList();
  }

  private List<DecodeCell> of(String operation) {
    return set.cells().stream()
        .filter(cell -> operation.equals(cell.operation()))
        .map(DecodeCell::of)
        .toList();
  }

  /** The run. */
  ResultSet set() {
    return set;
  }

  /** Every cell of distinct experts with the same number of rows each, in the order of the run. */
  List<DecodeCell> distinct() {
    return distinct;
  }

  /** Every cell of a decode workload, in the order of the run. */
  List<DecodeCell> traces() {
    return traces;
  }

  /** Every cell of the dispatcher without a kernel, by number of experts. */
  List<DecodeCell> dispatch() {
    return of(DISPATCH).stream().sorted(Comparator.comparingInt(DecodeCell::experts)).toList();
  }

  /** Every cell of the workspace cache. */
  List<DecodeCell> workspace() {
    return of(WORKSPACE);
  }

  /** Format and shape of every cell of distinct experts, in the order of the run. */
  List<Projection> projections() {
    return distinct.stream().map(DecodeCell::projection).distinct().toList();
  }

  /** Formats of all cells with weights, in the order of the run. */
  List<String> formats() {
    return set.cells().stream()
        .map(cell -> DecodeCell.of(cell).projection().format())
        .distinct()
        .toList();
  }

  /** Shapes of the cells of distinct experts, in the order of the run. */
  List<String> shapes() {
    return projections().stream().map(Projection::shape).distinct().toList();
  }

  /** The format, and the shape where the run has several. */
  String label(Projection projection) {
    return shapes().size() > 1
        ? projection.format() + " " + projection.shape()
        : projection.format();
  }

  /** Compares cells with the noise of those of a format. */
  Comparer comparer(String format, double level) {
    List<DecodeCell> own = new ArrayList<>(distinct);
    own.addAll(traces);
    own.removeIf(cell -> !cell.projection().format().equals(format));
    return comparer(own, level);
  }

  /** Compares cells with the noise of those given; that of turns in a fork is of the whole run. */
  Comparer comparer(List<DecodeCell> pool, double level) {
    List<DecodeCell> all = new ArrayList<>(distinct);
    all.addAll(traces);
    all.addAll(workspace());
    return Comparer.of(results(pool), results(all), level);
  }

  private static List<CellResult> results(List<DecodeCell> cells) {
    return cells.stream().filter(DecodeCell::isTimed).map(DecodeCell::result).toList();
  }
}
