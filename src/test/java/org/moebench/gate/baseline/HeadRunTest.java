// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.Stage;

class HeadRunTest {
  private static final GateCell CELL = GateRuns.cell("gemm", "gemm", Bottleneck.BANDWIDTH);
  private static final List<GateCell> CONTROLS = GateRuns.CONTROLS;

  private static Pair pair(String cell, Stage stage, int round, double head, String invalid) {
    return new Pair(cell, stage, round, true, ForkTimes.of(1), ForkTimes.of(head), invalid);
  }

  private static CellForks only(Pair... pairs) {
    return HeadRun.of(GateRuns.fingerprint("x"), List.of(CELL), CONTROLS, List.of(pairs), List.of())
        .cells()
        .get(0);
  }

  @Test
  void forksStandBesideTheReferenceOfTheirRoundOrTheNearest() {
    CellForks forks =
        only(
            pair("gemm", Stage.SCREEN, 0, 10, null),
            pair("control/stream", Stage.SCREEN, 0, 20, null),
            pair("control/fma", Stage.SCREEN, 0, 99, null),
            pair("gemm", Stage.SCREEN, 1, 11, "steal"),
            pair("control/stream", Stage.SCREEN, 1, 21, null),
            pair("gemm", Stage.SCREEN, 2, 12, null),
            pair("control/stream", Stage.SCREEN, 2, 22, "steal"),
            pair("gemm", Stage.CONFIRM, 3, 13, null),
            pair("control/stream", Stage.CONFIRM, 3, 23, null));
    assertThat(forks.forks()).containsExactly(List.of(10.0), List.of(12.0));
    assertThat(forks.reference().id()).isEqualTo("control/stream");
    assertThat(forks.reference().forks()).containsExactly(List.of(20.0), List.of(21.0));
    assertThat(forks.logRatios()[0]).isEqualTo(Math.log(10) - Math.log(20));
  }

  @Test
  void withoutAControlOfItsClassThereIsNoReference() {
    assertThat(
            only(
                    pair("gemm", Stage.SCREEN, 0, 10, null),
                    pair("control/fma", Stage.SCREEN, 0, 99, null))
                .reference())
        .isNull();
  }

  @Test
  void cellsWithoutValidPairsAreLeftOut() {
    assertThat(
            HeadRun.of(
                    GateRuns.fingerprint("x"),
                    List.of(CELL),
                    CONTROLS,
                    List.of(pair("gemm", Stage.SCREEN, 0, 10, "steal")),
                    List.of())
                .cells())
        .isEmpty();
  }
}
