// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Policy;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;

class CollectedTestTest {
  private static final Scenario WORLD = Scenario.of(NoiseModel.NORMAL, 0.03, 3);

  @TempDir private Path folder;

  /** Normal pairs; heads of injected cells are slower by what they were given. */
  private static PairSource machine(Collection collection) {
    SplittableRandom random = new SplittableRandom(11);
    Map<String, Double> extra = new HashMap<>();
    collection.injected().forEach(one -> extra.put(one.cell().id(), Math.log(one.factor())));
    return (cells, stage, pairs) ->
        PairSource.Measured.of(
            cells.stream()
                .map(
                    cell ->
                        pair(
                            cell.id(),
                            0,
                            extra.getOrDefault(cell.id(), 0.0) + 0.03 * random.nextGaussian()))
                .toList());
  }

  private static Pair pair(String cell, int round, double d) {
    ForkTimes base = ForkTimes.of(10);
    return new Pair(cell, Stage.SCREEN, round, false, base, ForkTimes.of(10 * Math.exp(d)), null);
  }

  private static Collection empty() {
    List<GateCell> cells = SyntheticPairs.cells(WORLD);
    return Collection.of(
        "2026-01-01T00:00:00Z",
        1,
        new Fingerprint(
            "cpu", "amd64", 2, "none", 8, "", "25", "vm", 512, List.of(), "1.37", "plan"),
        new ArmInfo("working tree", "0123456789abcdef", false, "00"),
        cells,
        SyntheticPairs.controls(),
        AaCollection.injected(cells.get(0), AaCollection.FACTORS));
  }

  private Collection collected(int rounds) {
    return AaCollection.extend(empty(), machine(empty()), rounds, folder.resolve("pairs.json"));
  }

  @Test
  void roundsAreKeptAndReadBack() {
    Collection collection = collected(5);
    Path file = folder.resolve("pairs.json");
    assertThat(CollectionFiles.read(file)).isEqualTo(collection);
    assertThat(collection.pairs()).hasSize(5 * (3 + 2 + 4));
    Collection more = AaCollection.extend(collection, machine(collection), 2, file);
    assertThat(more.rounds()).isEqualTo(7);
    assertThat(more.gap()).isEmpty();
    assertThat(CollectionFiles.read(file)).isEqualTo(more);
  }

  @Test
  void theAchievedSlowdownIsMeasured() {
    Collection.Injected tenPercent = collected(60).injected().get(2);
    assertThat(tenPercent.cell().id()).isEqualTo("cell/0@1.10");
    assertThat(tenPercent.achieved()).isCloseTo(1.10, within(0.02));
    assertThat(AaCollection.argument(1.1)).isEqualTo("-Dmoebench.inject=1.10");
  }

  @Test
  void aStopKeepsWholeRoundsOnly() {
    PairSource machine = machine(empty());
    int[] calls = {0};
    PairSource stopping =
        (cells, stage, pairs) ->
            ++calls[0] <= 3
                ? machine.measure(cells, stage, pairs)
                : new PairSource.Measured(List.of(pair("cell/0", 0, 0)), List.of(), null, true);
    Path file = folder.resolve("pairs.json");
    assertThat(AaCollection.extend(empty(), stopping, 9, file).rounds()).isEqualTo(3);
    assertThat(CollectionFiles.read(file).rounds()).isEqualTo(3);
  }

  @Test
  void anUnfitMachineAndAFailingCellEndTheCollection() {
    Path file = folder.resolve("pairs.json");
    PairSource unfit =
        (cells, stage, pairs) -> new PairSource.Measured(List.of(), List.of(), "steal", false);
    refused(ExitStatus.UNFIT_MACHINE, () -> AaCollection.extend(empty(), unfit, 9, file));
    PairSource.Failure failure = new PairSource.Failure("cell/1", Verdict.ERROR, "NaN");
    PairSource failing =
        (cells, stage, pairs) -> new PairSource.Measured(List.of(), List.of(failure), null, false);
    refused(ExitStatus.WRONG_RESULT, () -> AaCollection.extend(empty(), failing, 9, file));
  }

  private static void refused(ExitStatus status, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void brokenFilesAreBadInput() throws Exception {
    collected(3);
    Path file = folder.resolve("pairs.json");
    String text = Files.readString(file);
    List<String> broken =
        List.of(
            text.substring(0, text.length() / 2),
            text.replace("moebench.selftest/1", "moebench.selftest/9"),
            text.replace("\"rounds\" : 3", "\"rounds\" : 4"),
            text.replaceFirst("10\\.0", "\"NaN\""),
            text.replaceFirst("\"controls\"", "\"others\""));
    for (String one : broken) {
      Path bad = Files.writeString(folder.resolve("bad.json"), one);
      refused(ExitStatus.BAD_INPUT, () -> CollectionFiles.read(bad));
    }
    refused(ExitStatus.BAD_INPUT, () -> CollectionFiles.read(folder.resolve("none.json")));
  }

  @Test
  void ordersAreWholeBlocksOfDistinctRounds() {
    for (int seed = 0; seed < 50; seed++) {
      List<Integer> order = ResampledPairs.order(21, seed);
      assertThat(order)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 21).boxed().toList());
      long neighbours =
          IntStream.range(1, 21).filter(i -> order.get(i) == (order.get(i - 1) + 1) % 21).count();
      assertThat(neighbours).isGreaterThanOrEqualTo(15); // 5 blocks of 4, one of 1
    }
  }

  @Test
  void virtualRunsDrawTheSameRoundsForAllCellsAndNoneTwice() {
    Collection collection = collected(40);
    ResampledPairs source = new ResampledPairs(collection.byRound(), 40, 3);
    List<Pair> pairs = new ArrayList<>();
    List<GateCell> cells = collection.cells();
    pairs.addAll(source.measure(cells, Stage.SCREEN, 6).pairs());
    pairs.addAll(source.measure(cells, Stage.CONFIRM, 12).pairs());
    assertThat(source.affords(cells, 22)).isTrue();
    assertThat(source.affords(cells, 23)).isFalse();
    List<Integer> first = rounds(pairs, "cell/0");
    assertThat(new HashSet<>(first)).hasSize(18);
    assertThat(rounds(pairs, "cell/2")).isEqualTo(first);
  }

  private static List<Integer> rounds(List<Pair> pairs, String cell) {
    return pairs.stream().filter(p -> p.cell().equals(cell)).map(Pair::round).toList();
  }

  @Test
  void virtualRunsCountAlarmsPowerAndNoise() {
    CollectedTest.Result result =
        new CollectedTest(Policy.standard(), 150, 5).run(collected(60), Map.of());
    assertThat(result.unchanged().alarms()).isZero();
    assertThat(result.independent()).isEqualTo(3);
    assertThat(result.power().get(0).tally().called(Verdict.REGRESSION).value()).isLessThan(0.1);
    assertThat(result.power().get(3).tally().called(Verdict.REGRESSION).value()).isGreaterThan(0.9);
    for (CollectedTest.CellNoise cell : result.cells()) {
      assertThat(cell.deviation()).isCloseTo(0.03, within(0.01));
      assertThat(cell.biasFloor()).isBetween(0.001, 0.025);
      assertThat(cell.pairs()).isEqualTo(60);
    }
  }

  @Test
  void tooFewRoundsAreRefused() {
    Collection few = collected(17);
    refused(
        ExitStatus.BAD_INPUT, () -> new CollectedTest(Policy.standard(), 10, 5).run(few, Map.of()));
  }

  @Test
  void anInjectedRunMustAlarmThereAndNowhereElse() {
    Scenario slowed = WORLD.slowed(0.2);
    List<GateCell> cells = SyntheticPairs.cells(slowed);
    InjectedRun found = injected(cells, "cell/0", slowed);
    assertThat(found.targets()).allMatch(Target::held);
    InjectedRun elsewhere = injected(cells, "cell/1", slowed);
    assertThat(elsewhere.targets()).noneMatch(Target::held);
  }

  private static InjectedRun injected(List<GateCell> cells, String cell, Scenario world) {
    return InjectedRun.run(
        Policy.standard(),
        Map.of(),
        cells,
        SyntheticPairs.controls(),
        cell,
        1.2,
        new SyntheticPairs(world, 2));
  }
}
