// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.moebench.report.RunBuilder;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.prefill.PrefillVerdict.Outcome;
import org.moebench.report.prefill.Thresholds.Answer;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

class PrefillVerdictTest {
  private static final String F = "INT4_SYM";

  /** Five rounds around a time, all cells drifting alike and each a little by itself. */
  private static double[] around(double ms, double... own) {
    double[] drift = {1, 1.2, 0.9, 1.1, 1.05};
    double[] times = new double[5];
    for (int r = 0; r < times.length; r++) {
      times[r] = ms * drift[r] * (1 + (own.length == 0 ? 0 : own[r]));
    }
    return times;
  }

  private static final double[] LITTLE = {0.002, -0.001, 0.001, -0.002, 0.0005};
  private static final double[] MUCH = {0.2, -0.15, 0.1, -0.2, 0.05};

  private static PrefillVerdict verdict(ResultSet set) {
    return PrefillVerdict.of(new PrefillCells(set), F);
  }

  private static RunBuilder all(double grouped, double compute, double skip) {
    return new RunBuilder()
        .cell(F, "per-expert", 6, around(100))
        .cell(F, "grouped", 1, around(grouped, LITTLE))
        .padded(F, "pad-compute", 32, 3, 4000, around(compute, LITTLE))
        .padded(F, "pad-skip", 32, 3, 1060, around(skip, LITTLE));
  }

  @Test
  void aClearWinnerIsBestAlthoughTheMachineDrifts() {
    PrefillVerdict verdict = verdict(all(80, 150, 96).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.BEST);
    assertThat(verdict.winner().variant()).isEqualTo("grouped");
    assertThat(verdict.speedUp().value()).isCloseTo(1.25, within(0.01));
    assertThat(verdict.sweep(Strategy.PAD_COMPUTE).orElseThrow().pays()).isEqualTo(Answer.NO);
    assertThat(verdict.sweep(Strategy.PAD_SKIP).orElseThrow().pays()).isEqualTo(Answer.YES);
  }

  @Test
  void aNoisyLeadIsATie() {
    ResultSet set =
        new RunBuilder()
            .cell(F, "per-expert", 6, around(100))
            .cell(F, "grouped", 1, around(95, MUCH))
            .build();
    PrefillVerdict verdict = verdict(set);
    assertThat(verdict.outcome()).isEqualTo(Outcome.TIED);
    assertThat(verdict.tied()).hasSize(1);
  }

  @Test
  void aSureButTinyLeadIsATie() {
    PrefillVerdict verdict = verdict(all(80, 150, 80.4).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.TIED);
    assertThat(verdict.tied()).extracting(cell -> cell.variant()).containsExactly("pad-skip");
  }

  @Test
  void aStrategyBeatenByAnotherIsNotAmongTheTied() {
    double[] skip = around(79, MUCH);
    ResultSet set =
        new RunBuilder()
            .cell(F, "per-expert", 6, around(100))
            .cell(F, "grouped", 1, around(80, LITTLE))
            .padded(F, "pad-skip", 32, 3, 1060, skip)
            .build();
    PrefillVerdict verdict = verdict(set);
    assertThat(verdict.outcome()).isEqualTo(Outcome.TIED);
    assertThat(verdict.tied()).extracting(cell -> cell.variant()).doesNotContain("per-expert");
  }

  @Test
  void oneRoundDecidesNothing() {
    ResultSet set =
        new RunBuilder()
            .cell(F, "per-expert", 6, 100)
            .cell(F, "grouped", 1, 50)
            .padded(F, "pad-compute", 32, 3, 4000, 400)
            .build();
    PrefillVerdict verdict = verdict(set);
    assertThat(verdict.outcome()).isEqualTo(Outcome.TIED);
    assertThat(verdict.tied()).hasSize(2);
    assertThat(verdict.sweeps().get(0).pays()).isEqualTo(Answer.CANNOT_TELL);
  }

  @Test
  void failedAndSkippedCellsTakeNoPart() {
    ResultSet set =
        new RunBuilder()
            .cell(F, "per-expert", 6, around(100))
            .without(F, "grouped", 0, Status.FAILED, "wrong")
            .without(F, "pad-skip", 64, Status.SKIPPED, "too large")
            .build();
    PrefillVerdict verdict = verdict(set);
    assertThat(verdict.outcome()).isEqualTo(Outcome.ALONE);
    assertThat(verdict.winner().variant()).isEqualTo("per-expert");
    assertThat(verdict.sweeps()).isEmpty();
  }

  @Test
  void withoutTimesThereIsNoWinner() {
    ResultSet set = new RunBuilder().without(F, "grouped", 0, Status.FAILED, "wrong").build();
    assertThat(verdict(set).outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(verdict(set).winner()).isNull();
  }

  @Test
  void anEmptyWorkloadHasNoWinner() {
    ResultSet set = all(80, 150, 96).counts(0, 0, 0).build();
    assertThat(verdict(set).outcome()).isEqualTo(Outcome.EMPTY);
  }

  @Test
  void aRoundThatOnlyOneCellFinishedIsLeftOut() {
    ResultSet set =
        new RunBuilder()
            .stopped()
            .cell(F, "per-expert", 6, 100, 200, 100)
            .cell(F, "grouped", 1, 50, 100)
            .build();
    Comparison c = Comparer.of(set.cells(), 0.95).compare(set.cells().get(0), set.cells().get(1));
    assertThat(c.rounds()).isEqualTo(2);
    assertThat(c.speedUp().value()).isCloseTo(2, within(1e-12));
  }

  @Test
  void thresholdsThatCannotBeToldApartAreNamed() {
    ResultSet set =
        new RunBuilder()
            .cell(F, "per-expert", 6, around(100))
            .padded(F, "pad-skip", 16, 5, 1060, around(95, LITTLE))
            .padded(F, "pad-skip", 32, 4, 1060, around(80, LITTLE))
            .padded(F, "pad-skip", 64, 3, 1060, around(80.3))
            .padded(F, "pad-skip", 128, 2, 1060, around(80.5))
            .padded(F, "pad-skip", 256, 2, 1060, around(99))
            .build();
    Thresholds sweep = verdict(set).sweep(Strategy.PAD_SKIP).orElseThrow();
    assertThat(sweep.candidates()).containsExactly(32, 64, 128);
    assertThat(sweep.range()).isEqualTo("any T from 32 to 128");
  }

  @Test
  void moreComparisonsDemandMoreConfidence() {
    // Six pairs of four strategies, one threshold per sweep.
    PrefillVerdict verdict = verdict(all(80, 150, 96).build());
    assertThat(verdict.comparisons()).isEqualTo(6);
    assertThat(verdict.level()).isCloseTo(1 - 0.05 / 6, within(1e-12));
  }
}
