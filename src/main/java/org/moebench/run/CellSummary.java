// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
import org.moebench.result.ForkReport;
import org.moebench.result.ForkSample;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;
import org.moebench.stats.Samples;

/** Turns the fork samples of a cell into its result. */
final class CellSummary {
  private static final String STOPPED = "not measured: the run was stopped before its first fork";

  private CellSummary() {}

  /** The result of one cell. */
  static CellResult of(Cell cell, Measurements measured) {
    List<ForkSample> forks = measured.samples(cell);
    String failure = measured.failure(cell);
    if (!cell.runs()) {
      return without(cell, Status.SKIPPED, cell.skipReason());
    } else if (failure != null) {
      return without(cell, Status.FAILED, failure);
    } else if (forks.isEmpty()) {
      return without(cell, Status.SKIPPED, STOPPED);
    }
    return passed(cell, forks, measured.ceilings());
  }

  private static CellResult without(Cell cell, Status status, String reason) {
    return CellResult.without(
        cell.id(),
        cell.operation(),
        cell.variant(),
        cell.format(),
        cell.workload(),
        cell.settings(),
        status,
        reason);
  }

  private static CellResult passed(
      Cell cell, List<ForkSample> forks, List<CeilingSample> ceilings) {
    Estimate time = Intervals.of(forks.stream().mapToDouble(ForkSample::median).toArray());
    ForkReport report = forks.get(0).report();
    boolean rated = cell.flopsPerRow() > 0;
    return new CellResult(
        cell.id(),
        cell.operation(),
        cell.variant(),
        cell.format(),
        cell.workload(),
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
        rated ? usefulRate(cell, report, time.value()) : null,
        rated ? CeilingSample.FMA : null,
        rated ? ceilingShare(cell, forks, ceilings) : null,
        forks);
  }

  /** Useful arithmetic per time in GFLOP/s. */
  private static double usefulRate(Cell cell, ForkReport report, double millis) {
    return report.rowsUseful() * cell.flopsPerRow() / (millis * 1e6);
  }

  /** Median over the rounds of rate / ceiling, both of one round; null without any ceiling. */
  private static Double ceilingShare(
      Cell cell, List<ForkSample> forks, List<CeilingSample> ceilings) {
    double[] shares =
        forks.stream()
            .flatMapToDouble(
                fork ->
                    ceilings.stream()
                        .filter(
                            c -> c.round() == fork.round() && c.name().equals(CeilingSample.FMA))
                        .mapToDouble(
                            c -> usefulRate(cell, fork.report(), fork.median()) / c.value()))
            .toArray();
    return shares.length == 0 ? null : Samples.median(shares);
  }
}
