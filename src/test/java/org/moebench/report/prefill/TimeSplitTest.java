// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RunBuilder;

class TimeSplitTest {
  private static final String F = "INT4_SYM";

  @Test
  void theRestIsTheMultiplyAndLaunchesScaleWithTheCall() {
    PrefillCells cells =
        new PrefillCells(
            new RunBuilder()
                .cell(F, "per-expert", 200, 100)
                .cell(F, "grouped", 1, 90)
                .part("pack", 1, 3)
                .part("launches", 200, 2)
                .part(F + "/dequantize", 1, 10)
                .build());
    List<TimeSplit> splits = TimeSplit.of(cells, F);
    assertThat(splits).hasSize(2);
    assertThat(splits.get(0).rest()).isCloseTo(100 - 3 - 10 - 2, within(1e-9));
    assertThat(splits.get(1).parts().get(TimeSplit.LAUNCHES)).isCloseTo(0.01, within(1e-12));
    assertThat(TimeSplit.emptyLaunch(cells).orElseThrow()).isCloseTo(10, within(1e-9));
  }

  @Test
  void withoutPartsThereIsNoSplit() {
    PrefillCells cells = new PrefillCells(new RunBuilder().cell(F, "grouped", 1, 90).build());
    assertThat(TimeSplit.of(cells, F)).isEmpty();
  }
}
