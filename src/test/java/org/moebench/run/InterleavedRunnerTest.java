// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavedRunnerTest {
  private final FakeForks forks = new FakeForks();
  private final StopSignal stop = new StopSignal();
  private final Recorder recorder = new Recorder();
  private final List<Cell> cells =
      List.of(
          FakeForks.cell("prefill/a"), FakeForks.cell("prefill/b"), FakeForks.cell("prefill/c"));

  private Measurements run(RoundBudget budget) {
    return new InterleavedRunner(forks, stop, forks)
        .run(cells, FakeForks.ceilings(), budget, 7, recorder);
  }

  @Test
  void everyRoundRunsEveryCellAndCeilingOnce() {
    Measurements measured = run(RoundBudget.exactly(4));
    assertThat(forks.started()).hasSize(4 * 5);
    for (int round = 0; round < 4; round++) {
      assertThat(forks.started().subList(5 * round, 5 * round + 5))
          .containsExactlyInAnyOrder(
              "prefill/a", "prefill/b", "prefill/c", "ceiling/fma", "ceiling/read");
    }
    assertThat(measured.samples(cells.get(0))).extracting("round").containsExactly(0, 1, 2, 3);
    assertThat(measured.ceilings()).hasSize(8);
    assertThat(measured.isComplete()).isTrue();
    assertThat(measured.roundsCompleted()).isEqualTo(4);
  }

  @Test
  void positionsAreThePlacesInTheRound() {
    Measurements measured = run(RoundBudget.exactly(3));
    for (Cell cell : cells) {
      for (var sample : measured.samples(cell)) {
        assertThat(forks.started().get(5 * sample.round() + sample.position()))
            .isEqualTo(cell.id());
      }
    }
  }

  @Test
  void theBudgetIsSpentAfterTheFirstRoundIsKnown() {
    forks.forksTake(2); // 5 forks of 2 s: a round of 10 s
    assertThat(run(new RoundBudget(2, 9, 47)).roundsCompleted()).isEqualTo(4);
  }

  @Test
  void neverFewerNorMoreRoundsThanTheLimits() {
    forks.forksTake(100);
    assertThat(run(new RoundBudget(2, 9, 47)).roundsCompleted()).isEqualTo(2);
    forks.forksTake(0.001);
    assertThat(run(new RoundBudget(2, 9, 47)).roundsCompleted()).isEqualTo(9);
  }

  @Test
  void aFailedCellIsNotRunAgainAndOthersGoOn() {
    forks.fail("prefill/b", 1, "row 3 is wrong");
    Measurements measured = run(RoundBudget.exactly(3));
    assertThat(measured.failure(cells.get(1))).isEqualTo("row 3 is wrong");
    assertThat(forks.started()).filteredOn("prefill/b"::equals).hasSize(2);
    assertThat(measured.samples(cells.get(2))).hasSize(3);
    assertThat(measured.isComplete()).isTrue();
    assertThat(recorder.failed).containsExactly("prefill/b: row 3 is wrong");
  }

  @Test
  void aFailedCeilingIsTriedAgainNextRound() {
    forks.fail("ceiling/fma", 0, "no");
    assertThat(run(RoundBudget.exactly(3)).ceilings())
        .filteredOn(ceiling -> ceiling.name().equals("fma"))
        .extracting("round")
        .containsExactly(1, 2);
  }

  @Test
  void aStopKeepsWhatWasMeasured() {
    forks.beforeEach(
        () -> {
          if (forks.started().size() == 7) { // in the second round
            stop.request();
          }
        });
    Measurements measured = run(RoundBudget.exactly(3));
    assertThat(forks.started()).hasSize(8);
    assertThat(measured.isComplete()).isFalse();
    assertThat(measured.roundsCompleted()).isEqualTo(1);
    assertThat(measured.samples(cells.get(0))).isNotEmpty();
    assertThat(recorder.roundsEnded).isEqualTo(2);
  }

  @Test
  void aForkKilledByTheStopIsNoFailure() {
    forks.fail("prefill/a", 0, "Forked VM failed with exit code 130");
    forks.beforeEach(
        () -> {
          if (recorder.starting.equals("prefill/a")) {
            stop.request();
          }
        });
    Measurements measured = run(RoundBudget.exactly(3));
    assertThat(measured.failure(cells.get(0))).isNull();
    assertThat(measured.isComplete()).isFalse();
    assertThat(recorder.failed).isEmpty();
  }

  @Test
  void differentInputsInTwoForksFailTheCell() {
    forks.beforeEach(
        () -> {
          if (forks.started().size() == 5) {
            forks.inputHash("others");
          }
        });
    Measurements measured = run(RoundBudget.exactly(2));
    assertThat(measured.failure(cells.get(0))).contains("inputs differ").contains("others");
  }

  @Test
  void nothingToRunIsCompleteAtOnce() {
    Measurements measured =
        new InterleavedRunner(forks, stop, forks)
            .run(
                List.of(FakeForks.cell("prefill/a", "no rows")),
                List.of(),
                RoundBudget.exactly(3),
                7,
                recorder);
    assertThat(forks.started()).isEmpty();
    assertThat(measured.isComplete()).isTrue();
    assertThat(measured.rounds()).isZero();
  }

  @Test
  void timeLeftIsTheTimeOfTheForksToCome() {
    forks.forksTake(3);
    run(RoundBudget.exactly(2));
    RunProgress last = recorder.progress.get(recorder.progress.size() - 1);
    assertThat(last.leftSeconds()).isEqualTo(3);
    assertThat(last.forksDone()).isEqualTo(9);
    assertThat(last.forksTotal()).isEqualTo(10);
    assertThat(recorder.progress.get(0).leftSeconds()).isNaN();
    assertThat(recorder.progress.get(1).leftSeconds()).isEqualTo(27);
  }

  /** Remembers what it hears. */
  private static final class Recorder implements RunListener {
    private final List<String> failed = new ArrayList<>();
    private final List<RunProgress> progress = new ArrayList<>();
    private String starting = "";
    private int roundsEnded;

    @Override
    public void starting(Cell cell, RunProgress at) {
      starting = cell.id();
      progress.add(at);
    }

    @Override
    public void failed(Cell cell, String reason) {
      failed.add(cell.id() + ": " + reason);
    }

    @Override
    public void roundEnded(Measurements measurements) {
      roundsEnded++;
    }
  }
}
