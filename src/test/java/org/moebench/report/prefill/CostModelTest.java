// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.moebench.report.RunBuilder;

class CostModelTest {
  private static final String F = "INT4_SYM";

  private static RunBuilder run(double launch, double row, double gigabyte) {
    RunBuilder run = new RunBuilder();
    add(run, "per-expert", 0, 238, 31_440, 640_000_000, launch, row, gigabyte);
    add(run, "grouped", 0, 1, 31_440, 640_000_000, launch, row, gigabyte);
    add(run, "pad-compute", 64, 91, 39_372, 930_000_000, launch, row, gigabyte);
    add(run, "pad-compute", 256, 38, 77_378, 790_000_000, launch, row, gigabyte);
    add(run, "pad-skip", 64, 91, 31_440, 930_000_000, launch, row, gigabyte);
    add(run, "pad-skip", 1024, 5, 31_440, 700_000_000, launch, row, gigabyte);
    return run;
  }

  private static void add(
      RunBuilder run,
      String variant,
      int threshold,
      long launches,
      long rows,
      long bytes,
      double launch,
      double row,
      double gigabyte) {
    double ms = launch * launches + row * rows + gigabyte * bytes / 1e9;
    run.timed(F, variant, threshold, launches, rows, bytes, ms, ms * 1.0001, ms * 0.9999);
  }

  private static CostModel fit(RunBuilder run) {
    return CostModel.of(new PrefillCells(run.build()), F).orElseThrow();
  }

  @Test
  void recoversKnownCosts() {
    CostModel model = fit(run(0.020, 0.0300, 80));
    assertThat(model.launch().value()).isCloseTo(20, within(0.01));
    assertThat(model.row().value()).isCloseTo(30, within(0.01));
    assertThat(model.gigabyte().value()).isCloseTo(80, within(0.1));
    assertThat(model.fit().rSquared()).isGreaterThan(0.999999);
    assertThat(model.costs()).allMatch(cost -> cost.doubt() == null);
  }

  @Test
  void saysWhenACostCannotBeToldFromZero() {
    CostModel model = fit(run(0, 0.03, 80));
    assertThat(model.launch().value()).isCloseTo(0, within(0.01));
    assertThat(model.launch().doubt()).isNotNull();
    assertThat(model.row().doubt()).isNull();
  }

  @Test
  void needsMoreCellsThanCosts() {
    RunBuilder few =
        new RunBuilder()
            .cell(F, "per-expert", 238, 100)
            .cell(F, "grouped", 1, 90)
            .padded(F, "pad-skip", 64, 91, 31_440, 95);
    assertThat(CostModel.of(new PrefillCells(few.build()), F)).isEmpty();
  }
}
