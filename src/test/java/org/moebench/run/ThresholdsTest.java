// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moebench.moe.Crossover;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Beside;
import org.moebench.result.CellResult;
import org.moebench.result.ForkSample;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;
import org.moebench.stats.Crossing;

class ThresholdsTest {
  private static final String INT4 = "INT4_SYM";

  /** A passed cell with one fork per ratio, in rounds from 0; NaN for a round without one. */
  static CellResult cell(String format, int n, int rows, double... ratios) {
    List<ForkSample> forks = new ArrayList<>();
    for (int round = 0; round < ratios.length; round++) {
      if (!Double.isNaN(ratios[round])) {
        Beside beside = new Beside("always-prefill", List.of(1 / ratios[round]), ratios[round]);
        forks.add(new ForkSample(round, 0, List.of(1.0), 1.0, null, null, beside));
      }
    }
    return cell(format, n, rows, "distinct", Status.PASSED, forks);
  }

  private static CellResult cell(
      String format, int n, int rows, String workload, Status status, List<ForkSample> forks) {
    Map<String, String> settings =
        Map.of("rows", "" + rows, "active", "8", "n", "" + n, "k", "256");
    return new CellResult(
        "decode/%s/N%dxK256/m%d".formatted(format, n, rows),
        "decode",
        "always-decode",
        format,
        workload,
        settings,
        status,
        null,
        "ms",
        1.0,
        null,
        null,
        1L,
        8L * rows,
        8L * rows,
        1L,
        null,
        null,
        null,
        forks);
  }

  static ResultSet results(CellResult... cells) {
    return new ResultSet(
        ResultSet.SCHEMA,
        "2026-01-01T00:00:00Z",
        "./run-bench.sh tune",
        "tune",
        "smoke",
        42,
        3,
        3,
        true,
        1,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(cells),
        null,
        null);
  }

  @Test
  void aThresholdIsWhereTheRatiosOfTheSameForksPassOne() {
    Thresholds thresholds =
        Thresholds.of(
            results(
                // Not in the order of rows: 2 at 4 rows, 1/2 at 16 rows meet at 8.
                cell(INT4, 64, 16, 0.5, 0.5, 0.5),
                cell(INT4, 64, 4, 2, 2, 2),
                cell("FP8_E4M3", 64, 4, 3, 3, 3),
                cell("FP8_E4M3", 64, 16, 1.5, 1.5, 1.5)));
    assertThat(thresholds.leftOut()).isEmpty();
    assertThat(thresholds.found())
        .containsExactly(
            new Thresholds.Threshold(
                QuantFormat.INT4_SYM, new ProjectionShape(64, 256), new Crossing(8, 8, 8, 16)),
            new Thresholds.Threshold(
                QuantFormat.FP8_E4M3, new ProjectionShape(64, 256), new Crossing(16, 16, 16, 16)));
    assertThat(thresholds.crossovers())
        .containsExactly(
            new Crossover(QuantFormat.INT4_SYM, 64, 256, 8, 16),
            new Crossover(QuantFormat.FP8_E4M3, 64, 256, 16, 16));
  }

  @Test
  void ratiosArePairedByRoundNotByPlace() {
    double none = Double.NaN;
    Thresholds thresholds =
        Thresholds.of(results(cell(INT4, 64, 4, 2, none, 2), cell(INT4, 64, 16, none, 0.5, 0.5)));
    assertThat(thresholds.crossovers())
        .containsExactly(new Crossover(QuantFormat.INT4_SYM, 64, 256, 8, 16));
  }

  @Test
  void shapesAreApart() {
    Thresholds thresholds =
        Thresholds.of(
            results(
                cell(INT4, 64, 4, 2, 2),
                cell(INT4, 64, 16, 0.5, 0.5),
                cell(INT4, 96, 1, 0.9, 0.9),
                cell(INT4, 96, 16, 0.5, 0.5)));
    assertThat(thresholds.crossovers())
        .containsExactly(
            new Crossover(QuantFormat.INT4_SYM, 64, 256, 8, 16),
            new Crossover(QuantFormat.INT4_SYM, 96, 256, 0, 16));
  }

  @Test
  void whatWasMeasuredTooLittleIsLeftOutAndSaid() {
    CellResult skipped =
        CellResult.without(
            "decode/INT4_SYM/N64xK256/m16",
            "decode",
            "always-decode",
            INT4,
            "distinct",
            cell(INT4, 64, 16).params(),
            Status.SKIPPED,
            "stopped");
    Thresholds thresholds = Thresholds.of(results(cell(INT4, 64, 4, 2), skipped));
    assertThat(thresholds.found()).isEmpty();
    assertThat(thresholds.leftOut()).hasSize(1);
    assertThat(thresholds.leftOut().get(0))
        .contains("INT4_SYM", "64x256", "1 of 2 numbers of rows");
    assertThat(thresholds.lines()).anyMatch(line -> line.contains("left out"));
  }

  @Test
  void aKernelThatIsSlowerAtTheFewestRowsMeasuredMayBeFasterBelow() {
    Thresholds thresholds =
        Thresholds.of(results(cell(INT4, 64, 8, 0.9, 0.9), cell(INT4, 64, 16, 0.5, 0.5)));
    assertThat(thresholds.found()).isEmpty();
    assertThat(thresholds.leftOut().get(0)).contains("8 rows");
  }

  @Test
  void decodeWorkloadsAndFailuresTakeNoPart() {
    List<ForkSample> forks = cell(INT4, 64, 4, 0.1).forks();
    Thresholds thresholds =
        Thresholds.of(
            results(
                cell(INT4, 64, 4, 2),
                cell(INT4, 64, 16, 0.5),
                cell(INT4, 64, 8, "distinct", Status.FAILED, List.of()),
                cell(INT4, 64, 32, "olmoe-decode", Status.PASSED, forks)));
    assertThat(thresholds.crossovers())
        .containsExactly(new Crossover(QuantFormat.INT4_SYM, 64, 256, 8, 16));
  }

  @Test
  void theTableShowsRowsAndInterval() {
    Thresholds thresholds =
        Thresholds.of(
            results(
                cell(INT4, 64, 4, 2, 2, 2),
                cell(INT4, 64, 16, 0.5, 0.5, 0.5),
                cell("INT8_SYM", 64, 4, 2),
                cell("INT8_SYM", 64, 16, 0.5)));
    assertThat(thresholds.lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).containsSubsequence("INT4_SYM", "64x256", "8 to 8"))
        .anySatisfy(line -> assertThat(line).containsSubsequence("INT8_SYM", "unknown", "16"));
  }
}
