// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.moebench.result.CellResult;
import org.moebench.stats.NonNegativeFit;

/**
 * What a launch, a row and a byte cost: {@code time ≈ a·launches + b·executed rows + c·bytes of
 * weights}, fitted to the measured cells of one format with weights {@code 1/time²} (relative
 * residuals) and without negative costs.
 *
 * @param format the weight format
 * @param cells the cells fitted, in the order of {@code fit.residuals()}
 * @param fit the fit; times in milliseconds, bytes in units of 1e9
 */
record CostModel(String format, List<CellResult> cells, NonNegativeFit fit) {
  private static final double BYTES_PER_GB = 1e9;
  private static final double MICROSECONDS = 1e3;

  /** Coefficients, and a degree of freedom to judge them by. */
  private static final int FEWEST_CELLS = 4;

  /** A coefficient of fewer standard errors than this cannot be told from zero. */
  private static final double STANDARD_ERRORS = 2;

  /**
   * One cost in the unit it is shown in.
   *
   * @param what what is paid for
   * @param unit unit of the cost
   * @param value the cost
   * @param standardError its standard error; NaN if unknown
   * @param doubt why it cannot be told from zero; {@code null} if it can
   */
  record Cost(String what, String unit, double value, double standardError, String doubt) {}

  /** Fits the timed cells of a format; empty if there are too few. */
  static Optional<CostModel> of(PrefillCells all, String format) {
    List<CellResult> cells =
        all.passed(format).stream()
            .filter(c -> c.launches() != null && c.rowsExecuted() != null)
            .filter(c -> c.weightBytes() != null)
            .toList();
    if (cells.size() < FEWEST_CELLS) {
      return Optional.empty();
    }
    double[] times = column(cells, CellResult::median);
    double[][] columns = {
      column(cells, CellResult::launches),
      column(cells, CellResult::rowsExecuted),
      column(cells, cell -> cell.weightBytes() / BYTES_PER_GB)
    };
    double[] weights = column(cells, cell -> 1 / (cell.median() * cell.median()));
    return Optional.of(new CostModel(format, cells, NonNegativeFit.of(columns, times, weights)));
  }

  /** Cost of one launch in µs. */
  Cost launch() {
    return cost(0, "one launch", "µs", MICROSECONDS);
  }

  /** Cost of one executed row in µs. */
  Cost row() {
    return cost(1, "one executed row", "µs", MICROSECONDS);
  }

  /** Cost of 1e9 bytes of packed weights in ms. */
  Cost gigabyte() {
    return cost(2, "one GB of packed weights", "ms", 1);
  }

  /** The three costs. */
  List<Cost> costs() {
    return List.of(launch(), row(), gigabyte());
  }

  /** Whether every cost can be told from zero. */
  boolean identified() {
    return costs().stream().allMatch(cost -> cost.doubt() == null);
  }

  private Cost cost(int column, String what, String unit, double scale) {
    NonNegativeFit.Coefficient c = fit.coefficients().get(column);
    double error = c.standardError();
    String doubt = c.reason();
    if (doubt == null && !(c.value() >= STANDARD_ERRORS * error)) {
      doubt = "less than two standard errors";
    }
    return new Cost(what, unit, c.value() * scale, error * scale, doubt);
  }

  private static double[] column(List<CellResult> cells, ToDoubleFunction<CellResult> value) {
    return cells.stream().mapToDouble(value).toArray();
  }
}
