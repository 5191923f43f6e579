// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.result.CeilingReport;
import org.moebench.result.CellResult;
import org.moebench.result.Correctness;
import org.moebench.result.ForkReport;
import org.moebench.result.Status;

class CellSummaryTest {
  private final Measurements measured = new Measurements();
  private final Cell cell = FakeForks.cell("prefill/x");

  private void round(int round, double cellMillis, double ceilingMillis) {
    ForkReport report = FakeForks.report("inputs");
    measured.add(
        cell, round, 0, Fork.measured(List.of(3 * cellMillis, cellMillis, 0.1), report, 0.5));
    if (ceilingMillis > 0) {
      measured.addCeiling(
          round,
          Fork.measured(
              List.of(ceilingMillis * 2, ceilingMillis, ceilingMillis * 3),
              new CeilingReport("fma", "GFLOP/s", 1e9, 512, 2),
              null));
    }
  }

  private CellResult summary(Cell of) {
    return CellSummary.of(of, measured);
  }

  @Test
  void theTimeIsTheMedianOfTheForksMedians() {
    round(0, 10, 1);
    round(1, 30, 1);
    round(2, 20, 1);
    CellResult result = summary(cell);
    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.median()).isEqualTo(20);
    assertThat(result.low()).isLessThan(20);
    assertThat(result.high()).isGreaterThan(20);
    assertThat(result.forks()).extracting("median").containsExactly(10.0, 30.0, 20.0);
    assertThat(result.launches()).isEqualTo(3);
    assertThat(result.rowsExecuted()).isEqualTo(1500);
  }

  @Test
  void theRateCountsUsefulRowsOnly() {
    round(0, 10, 1);
    // 2 · 1000 rows · 100 · 50 in 10 ms is 1e7 / 1e7 ns = 1 GFLOP/s
    assertThat(summary(cell).gflopsUseful()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void theShareOfTheCeilingIsPairedWithinRounds() {
    // The machine halves its speed in round 1: the share stays 1 / 1000 in both.
    round(0, 10, 1); // 1 GFLOP/s of 1000
    round(1, 20, 2); // 0.5 of 500
    assertThat(summary(cell).ceilingShare()).isCloseTo(0.001, within(1e-15));
    assertThat(summary(cell).ceiling()).isEqualTo("fma");
  }

  @Test
  void aRoundWithoutCeilingCountsForTheTimeButNotForTheShare() {
    round(0, 10, 1);
    round(1, 1000, 0);
    assertThat(summary(cell).ceilingShare()).isCloseTo(0.001, within(1e-15));
    assertThat(summary(cell).forks()).hasSize(2);
  }

  @Test
  void withoutAnyCeilingThereIsNoShare() {
    round(0, 10, 0);
    assertThat(summary(cell).ceilingShare()).isNull();
  }

  @Test
  void oneForkHasATimeButNoInterval() {
    round(0, 10, 1);
    assertThat(summary(cell).median()).isEqualTo(10);
    assertThat(summary(cell).low()).isNaN();
  }

  @Test
  void partsHaveNoShareOfTheCeiling() {
    Cell part = FakeForks.cell("parts/pack");
    measured.add(part, 0, 0, Fork.measured(List.of(1.0), FakeForks.report("inputs"), null));
    assertThat(summary(part).ceilingShare()).isNull();
    assertThat(summary(part).gflopsUseful()).isNull();
    assertThat(summary(part).median()).isEqualTo(1);
  }

  @Test
  void aFailedCellHasNoTimeEvenIfEarlierRoundsHad() {
    round(0, 10, 1);
    measured.fail(cell, "wrong");
    CellResult result = summary(cell);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.reason()).isEqualTo("wrong");
    assertThat(result.median()).isNull();
    assertThat(result.forks()).isEmpty();
  }

  @Test
  void whatWasNotRunSaysWhy() {
    assertThat(summary(FakeForks.cell("prefill/y", "too large")).reason()).isEqualTo("too large");
    assertThat(summary(cell).status()).isEqualTo(Status.SKIPPED);
    assertThat(summary(cell).reason()).contains("stopped");
  }

  @Test
  void theBytesAllocatedByEveryForkAreKept() {
    round(0, 10, 1);
    assertThat(summary(cell).forks()).extracting("allocatedBytes").containsExactly(0.5);
  }

  @Test
  void theCorrectnessOfEveryForkIsKept() {
    round(0, 10, 1);
    assertThat(summary(cell).forks().get(0).report().correctness())
        .isEqualTo(new Correctness(9, 9, 0.5, null));
  }
}
