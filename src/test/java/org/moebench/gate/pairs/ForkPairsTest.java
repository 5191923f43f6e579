// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource.Measured;
import org.moebench.gate.Stage;
import org.moebench.run.StopSignal;

class ForkPairsTest {
  private static final List<GateCell> CELLS =
      List.of(FakeRunner.cell("a"), FakeRunner.cell("b"), FakeRunner.cell("control/c"));

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();
  private long nanos;

  private ForkPairs pairs(ForkRunner runner, long seed, double budgetSeconds) {
    return new ForkPairs(
        runner,
        FakeRunner.arm(Arm.BASE),
        FakeRunner.arm(Arm.HEAD),
        seed,
        new TimeBudget(budgetSeconds, () -> nanos),
        new PairProgress(new PrintStream(said, true, StandardCharsets.UTF_8), false),
        stop);
  }

  private ForkPairs pairs(ForkRunner runner) {
    return pairs(runner, 7, Double.POSITIVE_INFINITY);
  }

  @Test
  void aRoundRunsEveryCellOnceAsAPairOfAdjacentForks() {
    FakeRunner runner = FakeRunner.steady();
    Measured measured = pairs(runner).measure(CELLS, Stage.SCREEN, 6);
    assertThat(measured.pairs()).hasSize(18).allMatch(Pair::valid);
    assertThat(measured.failures()).isEmpty();
    assertThat(measured.unfit()).isNull();
    assertThat(measured.stopped()).isFalse();
    assertThat(runner.ran).hasSize(36);
    for (int i = 0; i < 18; i++) {
      Pair pair = measured.pairs().get(i);
      assertThat(pair.round()).isEqualTo(i / 3);
      assertThat(pair.stage()).isEqualTo(Stage.SCREEN);
      List<String> both = runner.ran.subList(2 * i, 2 * i + 2);
      assertThat(both).containsExactlyInAnyOrder(pair.cell() + " base", pair.cell() + " head");
      assertThat(both.get(0).endsWith("head")).isEqualTo(pair.headFirst());
    }
    for (int round = 0; round < 6; round++) {
      assertThat(measured.pairs().subList(3 * round, 3 * round + 3))
          .extracting(Pair::cell)
          .containsExactlyInAnyOrder("a", "b", "control/c");
    }
  }

  @Test
  void everyTwoPairsStartOnceWithEachArmAndWhichIsRandom() {
    Set<String> orders = new HashSet<>();
    Set<List<String>> cellOrders = new HashSet<>();
    int headFirst = 0;
    for (int seed = 0; seed < 200; seed++) {
      List<Pair> all = pairs(FakeRunner.steady(), seed, 1).measure(CELLS, Stage.SCREEN, 4).pairs();
      cellOrders.add(all.subList(0, 3).stream().map(Pair::cell).toList());
      List<Boolean> first =
          all.stream().filter(pair -> pair.cell().equals("a")).map(Pair::headFirst).toList();
      assertThat(first.get(0)).isNotEqualTo(first.get(1));
      assertThat(first.get(2)).isNotEqualTo(first.get(3));
      orders.add(first.toString());
      headFirst += first.get(0) ? 1 : 0;
    }
    assertThat(orders).as("ABBA, BAAB, ABAB, BABA").hasSize(4);
    assertThat(cellOrders).as("all orders of three cells").hasSize(6);
    assertThat(headFirst).isBetween(65, 135); // five standard deviations of a fair coin
  }

  @Test
  void cellsWithSimilarNamesHaveOrdersOfTheirOwn() {
    List<GateCell> cells =
        IntStream.range(0, 64).mapToObj(i -> FakeRunner.cell("gemm/" + i)).toList();
    List<Pair> all = pairs(FakeRunner.steady()).measure(cells, Stage.SCREEN, 1).pairs();
    assertThat(all.stream().filter(Pair::headFirst).count()).isBetween(12L, 52L);
  }

  @Test
  void theSameSeedGivesTheSameOrders() {
    FakeRunner one = FakeRunner.steady();
    FakeRunner other = FakeRunner.steady();
    pairs(one).measure(CELLS, Stage.SCREEN, 5);
    pairs(other).measure(CELLS, Stage.SCREEN, 5);
    assertThat(one.ran).isEqualTo(other.ran);
    FakeRunner third = FakeRunner.steady();
    pairs(third, 8, 1).measure(CELLS, Stage.SCREEN, 5);
    assertThat(third.ran).isNotEqualTo(one.ran);
  }

  @Test
  void laterCallsContinueRoundsAndOrders() {
    FakeRunner whole = FakeRunner.steady();
    pairs(whole).measure(CELLS, Stage.SCREEN, 6);
    FakeRunner parts = FakeRunner.steady();
    ForkPairs source = pairs(parts);
    source.measure(CELLS, Stage.SCREEN, 3);
    Measured later = source.measure(CELLS, Stage.CONFIRM, 3);
    assertThat(parts.ran).isEqualTo(whole.ran);
    assertThat(later.pairs()).extracting(Pair::round).containsOnly(3, 4, 5);
    assertThat(later.pairs()).allMatch(pair -> pair.stage() == Stage.CONFIRM);
  }

  @Test
  void aDisturbedPairIsKeptButMeasuredAgainInItsOwnOrder() {
    FakeRunner runner =
        new FakeRunner(
            (cell, arm, fork) ->
                cell.id().equals("b") && arm.name().equals("head") && fork == 1
                    ? FakeRunner.steal(0.08)
                    : FakeRunner.quiet());
    Measured measured = pairs(runner).measure(CELLS, Stage.SCREEN, 4);
    List<Pair> ofB = measured.pairs().stream().filter(pair -> pair.cell().equals("b")).toList();
    assertThat(measured.pairs()).hasSize(13);
    assertThat(ofB).extracting(Pair::valid).containsExactly(true, false, true, true, true);
    assertThat(ofB).extracting(Pair::round).containsExactly(0, 1, 2, 3, 4);
    assertThat(ofB.get(1).invalid()).contains("0.0% of the processors from base, 8.0% from head");
    assertThat(ofB.get(2).headFirst()).isEqualTo(ofB.get(1).headFirst());
    assertThat(ofB.stream().filter(Pair::valid).filter(Pair::headFirst)).hasSize(2);
    assertThat(measured.unfit()).isNull();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("measured again: a pair of b");
  }

  @Test
  void tooManyDisturbedPairsMakeTheMachineUnfit() {
    FakeRunner runner = new FakeRunner((cell, arm, fork) -> FakeRunner.steal(0.2));
    Measured measured = pairs(runner).measure(CELLS, Stage.SCREEN, 6);
    // 18 pairs were asked for: the fifth is more than a quarter.
    assertThat(measured.pairs()).hasSize(5).noneMatch(Pair::valid);
    assertThat(measured.unfit())
        .startsWith("5 of 5 pairs were disturbed")
        .contains("20.0%")
        .doesNotContain("\n");
  }

  @Test
  void twoDisturbedPairsAreForgivenHoweverFewAreAskedFor() {
    GateCell only = FakeRunner.cell("a");
    FakeRunner two =
        new FakeRunner((c, arm, fork) -> fork < 2 ? FakeRunner.steal(0.2) : FakeRunner.quiet());
    assertThat(pairs(two).measure(List.of(only), Stage.SCREEN, 1).unfit()).isNull();
    FakeRunner three =
        new FakeRunner((c, arm, fork) -> fork < 3 ? FakeRunner.steal(0.2) : FakeRunner.quiet());
    assertThat(pairs(three).measure(List.of(only), Stage.SCREEN, 1).unfit()).isNotNull();
  }

  @Test
  void theFirstConfirmingPairsRunOnFreshCopies() {
    List<Arm> used = new ArrayList<>();
    ForkRunner runner =
        (cell, arm) -> {
          used.add(arm);
          return FakeRunner.quiet();
        };
    ForkPairs source = pairs(runner);
    List<Integer> made = new ArrayList<>();
    source.beforeConfirm(
        () -> {
          made.add(used.size());
          return List.of(FakeRunner.arm("fresh base"), FakeRunner.arm("fresh head"));
        });
    source.measure(CELLS, Stage.SCREEN, 2);
    source.measure(CELLS, Stage.CONFIRM, 2);
    source.measure(CELLS, Stage.CONFIRM, 2);
    assertThat(made).containsExactly(12);
    assertThat(used.subList(0, 12)).extracting(Arm::name).containsOnly("base", "head");
    assertThat(used.subList(12, 36)).extracting(Arm::name).containsOnly("fresh base", "fresh head");
  }

  @Test
  void stoppingEndsAfterTheForkThatRunsAndKeepsWholePairs() {
    FakeRunner runner =
        new FakeRunner(
            (cell, arm, fork) -> {
              if (fork == 1) {
                stop.request();
              }
              return FakeRunner.quiet();
            });
    Measured measured = pairs(runner).measure(CELLS, Stage.SCREEN, 6);
    assertThat(measured.stopped()).isTrue();
    assertThat(measured.pairs()).hasSize(3);
    assertThat(runner.ran).hasSize(7);
  }

  @Test
  void aForkKilledByTheSignalIsNoFailure() {
    FakeRunner runner =
        new FakeRunner(
            (cell, arm, fork) -> {
              stop.request();
              return FakeRunner.failed(ForkRunner.Kind.FAILED, "exit status 137");
            });
    Measured measured = pairs(runner).measure(CELLS, Stage.SCREEN, 6);
    assertThat(measured.stopped()).isTrue();
    assertThat(measured.failures()).isEmpty();
    assertThat(measured.pairs()).isEmpty();
  }

  @Test
  void whatFitsTheBudgetIsReckonedFromMeasuredForks() {
    ForkPairs source = pairs(FakeRunner.steady(), 1, 100);
    GateCell a = CELLS.get(0);
    assertThat(source.secondsOf(a)).as("expected").isEqualTo(5);
    assertThat(source.affords(List.of(a), 9)).isTrue(); // 2 · 9 · 5 s and 5% more: 94.5 s
    assertThat(source.affords(List.of(a), 10)).isFalse();
    source.measure(CELLS, Stage.SCREEN, 1);
    assertThat(source.secondsOf(a)).as("measured").isEqualTo(2);
    assertThat(source.affords(CELLS, 7)).isTrue(); // 2 · 7 · 6 s and 5% more: 88.2 s
    assertThat(source.affords(CELLS, 8)).isFalse();
    nanos = 20_000_000_000L;
    assertThat(source.affords(CELLS, 7)).isFalse();
    assertThat(source.affords(CELLS, 6)).isTrue();
  }

  @Test
  void withoutABudgetEverythingFits() {
    assertThat(pairs(FakeRunner.steady()).affords(CELLS, 1_000_000)).isTrue();
  }

  @Test
  void progressNamesStageCellAndTimeLeft() {
    pairs(FakeRunner.steady()).measure(List.of(CELLS.get(0)), Stage.CONFIRM, 2);
    // The first guess is the cell's own; then two forks of two seconds are left.
    assertThat(said.toString(StandardCharsets.UTF_8).lines().toList())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("  0%  confirm 1/2  a"))
        .satisfies(lines -> assertThat(lines.get(0)).endsWith("0 s, 20 s left"))
        .satisfies(lines -> assertThat(lines.get(1)).startsWith(" 50%  confirm 2/2  a"))
        .satisfies(lines -> assertThat(lines.get(1)).endsWith("0 s, 4 s left"));
  }
}
