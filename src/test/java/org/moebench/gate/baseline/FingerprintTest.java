// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.run.Timing;

class FingerprintTest {
  @Test
  void idsTellFingerprintsApart() {
    Fingerprint here = GateRuns.fingerprint("here");
    assertThat(FingerprintId.of(here))
        .matches(FingerprintId.PATTERN)
        .isEqualTo(FingerprintId.of(GateRuns.fingerprint("here")))
        .isNotEqualTo(FingerprintId.of(GateRuns.fingerprint("there")));
  }

  @Test
  void theProbeReadsThisMachineAndRepeatsItself() {
    Fingerprint first = FingerprintProbe.probe(GateRuns.CELLS, 256);
    assertThat(first).isEqualTo(FingerprintProbe.probe(GateRuns.CELLS, 256));
    assertThat(first.vectorBits()).isEqualTo(256);
    assertThat(first.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(first.memoryGibibytes()).isPositive();
    assertThat(first.jvmArgs()).isNotEmpty().isSorted();
    assertThat(first.jmh()).matches("\\d+\\.\\d+.*");
    assertThat(first.plan()).isEqualTo("3 x 500 ms, then 5 x 500 ms in 512 MiB");
    assertThat(FingerprintProbe.probe(GateRuns.CELLS, 512).differences(first))
        .containsExactly("vector bits '512' / '256'");
    assertThat(FingerprintProbe.probe(GateRuns.CELLS).vectorBits()).isIn(128, 256, 512, 1024, 2048);
  }

  @Test
  void thePlanDoesNotDependOnTheOrderOfCellsButOnTheirTiming() {
    Timing longer = new Timing(1, 1000, 3, 1000);
    List<GateCell> cells = new ArrayList<>(GateRuns.CELLS);
    cells.add(new GateCell("x", "gemm", "a.B.c", Map.of(), Bottleneck.COMPUTE, longer, 1024, 5));
    String plan = FingerprintProbe.probe(cells, 256).plan();
    Collections.reverse(cells);
    assertThat(FingerprintProbe.probe(cells, 256).plan())
        .isEqualTo(plan)
        .isEqualTo(
            "1 x 1000 ms, then 3 x 1000 ms in 1024 MiB; 3 x 500 ms, then 5 x 500 ms in 512 MiB");
  }
}
