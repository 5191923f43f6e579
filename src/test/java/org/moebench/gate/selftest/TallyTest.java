// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.PairSource;
import org.moebench.gate.Verdict;

class TallyTest {
  private static Judgement run(State state, Verdict... verdicts) {
    List<CellJudgement> cells =
        IntStream.range(0, verdicts.length)
            .mapToObj(i -> new PairSource.Failure("c" + i, verdicts[i], ""))
            .map(CellJudgement::without)
            .toList();
    return new Judgement(state, "", cells, List.of());
  }

  private final List<Judgement> runs =
      List.of(
          run(State.JUDGED, Verdict.REGRESSION, Verdict.PASS, Verdict.PASS),
          run(State.JUDGED, Verdict.PASS, Verdict.REGRESSION, Verdict.REGRESSION),
          run(State.JUDGED, Verdict.REGRESSION, Verdict.IMPROVEMENT, Verdict.PASS),
          run(State.CONTAMINATED, Verdict.UNRESOLVED, Verdict.UNRESOLVED, Verdict.UNRESOLVED));

  @Test
  void theSlowedCellIsNoFalseAlarm() {
    assertThat(Tally.of(runs, "c0"))
        .isEqualTo(
            new Tally(
                4, 1, 1, 1, Map.of(Verdict.REGRESSION, 2, Verdict.PASS, 1, Verdict.UNRESOLVED, 1)));
  }

  @Test
  void runsCountNotCells() {
    assertThat(Tally.of(runs, null)).isEqualTo(new Tally(4, 3, 1, 1, Map.of()));
  }

  @Test
  void boundsAreExact() {
    Tally none = new Tally(2000, 0, 0, 0, Map.of());
    // No alarm in n runs: the bound solves (1 - p)^n = 0.05.
    assertThat(none.falseAlarmsAtMost()).isCloseTo(1 - Math.pow(0.05, 1.0 / 2000), within(1e-9));
  }
}
