// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.Shape;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;
import org.moebench.stats.Samples;

/** Turns the fork samples of a cell into its result. */
final class CellSummary {
  private static final String STOPPED = "not measured: the run was stopped before its first fork";

  private CellSummary() {}

  /**
   * The result of one cell.
   *
   * @param shape shape of the projection, for the arithmetic of one useful row
   */
  static CellResult of(Cell cell, Measurements measured, Shape shape, String workload) {
    List<ForkSample> forks = measured.samples(cell);
    String failure = measured.failure(cell);
    if (!cell.runs()) {
      return without(cell, workload, Status.SKIPPED, cell.skipReason());
    } else if (failure != null) {
      return without(cell, workload, Status.FAILED, failure);
    } else if (forks.isEmpty()) {
      return without(cell, workload, Status.SKIPPED, STOPPED);
    }
    return passed(cell, forks, measured.ceilings(), shape, workload);
  }

  private static CellResult without(Cell cell, String workload, Status status, String reason) {
    return CellResult.without(
        cell.id(),
        cell.operation(),
        cell.variant(),
        cell.format(),
        workload,
        cell.settings(),
        status,
        reason);
  }

  private static CellResult passed(
      Cell cell,
      List<ForkSample> forks,
      List<CeilingSample> ceilings,
      Shape shape,
      String workload) {
    Estimate time = Intervals.of(forks.stream().mapToDouble(ForkSample::median).toArray());
    ForkReport report = forks.get(0).report();
    boolean whole = cell.operation().equals(PrefillCells.OPERATION);
    return new CellResult(
        cell.id(),
        cell.operation(),
        cell.variant(),
        cell.format(),
        workload,
        cell.settings(),
        Status.PASSED,
        null,
        "ms",
        time.value(),
        time.low(),
        time.high(),
        report.launches(),
        report.rowsUseful(),
        report.rowsExecuted(),
        report.weightBytes(),
        whole ? usefulRate(report, time.value(), shape) : null,
        whole ? CeilingSample.FMA : null,
        whole ? ceilingShare(forks, ceilings, shape) : null,
        forks);
  }

  /** Useful arithmetic per time in GFLOP/s: a multiplication and an addition per weight and row. */
  private static double usefulRate(ForkReport report, double millis, Shape shape) {
    return 2.0 * report.rowsUseful() * shape.n() * shape.k() / (millis * 1e6);
  }

  /** Median over the rounds of rate / ceiling, both of one round; null without any ceiling. */
  private static Double ceilingShare(
      List<ForkSample> forks, List<CeilingSample> ceilings, Shape shape) {
    double[] shares =
        forks.stream()
            .flatMapToDouble(
                fork ->
                    ceilings.stream()
                        .filter(
                            c -> c.round() == fork.round() && c.name().equals(CeilingSample.FMA))
                        .mapToDouble(
                            c -> usefulRate(fork.report(), fork.median(), shape) / c.value()))
            .toArray();
    return shares.length == 0 ? null : Samples.median(shares);
  }
}
