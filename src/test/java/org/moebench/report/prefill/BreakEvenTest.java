// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RunBuilder;
import org.moebench.result.CellResult;

class BreakEvenTest {
  private static List<CellResult> cells() {
    return new RunBuilder()
        .cell("FP8_E4M3", "per-expert", 238, 100, 110, 90)
        .padded("FP8_E4M3", "pad-compute", 256, 38, 77_378, 200, 230, 180)
        .padded("FP8_E4M3", "pad-compute", 64, 91, 39_372, 129.4, 139.4, 119.4)
        .build()
        .cells();
  }

  @Test
  void isTheExtraTimeOverTheLaunchesSaved() {
    List<CellResult> cells = cells();
    BreakEven at256 = BreakEven.of(cells.get(0), cells.subList(1, 2)).orElseThrow();
    assertThat(at256.extra()).isCloseTo(100_000.0 / 200, within(1e-9));
    assertThat(at256.low()).isCloseTo(90_000.0 / 200, within(1e-9));
    assertThat(at256.high()).isCloseTo(120_000.0 / 200, within(1e-9));
  }

  @Test
  void comesFromTheThresholdThatBreaksEvenFirst() {
    List<CellResult> cells = cells();
    BreakEven first = BreakEven.of(cells.get(0), cells.subList(1, 3)).orElseThrow();
    assertThat(PrefillCells.threshold(first.padded())).isEqualTo(64);
    assertThat(first.extra()).isCloseTo(29_400.0 / 147, within(1e-9));
  }

  @Test
  void existsOnlyWhereLaunchesAreSaved() {
    List<CellResult> cells =
        new RunBuilder()
            .cell("FP8_E4M3", "per-expert", 3, 100)
            .padded("FP8_E4M3", "pad-skip", 1, 4, 1060, 110)
            .build()
            .cells();
    assertThat(BreakEven.of(cells.get(0), cells.subList(1, 2))).isEmpty();
  }

  @Test
  void thePublishedLaunchCostsAtMostThreeTenthsOfAMillisecond() {
    assertThat(PublishedPadAndClip.microsecondsPerLaunch()).isCloseTo(291.4, within(0.05));
  }
}
