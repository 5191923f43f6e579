// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.moebench.gate.pairs.ForkRunner.Kind.ABSENT;
import static org.moebench.gate.pairs.ForkRunner.Kind.FAILED;
import static org.moebench.gate.pairs.ForkRunner.Kind.TIMEOUT;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource.Failure;
import org.moebench.gate.PairSource.Measured;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.gate.pairs.ForkRunner.Kind;
import org.moebench.run.StopSignal;

/** What becomes of cells whose forks fail; another cell goes on undisturbed. */
class PairFailureTest {
  private static final GateCell GOOD = FakeRunner.cell("good");
  private static final GateCell BAD = FakeRunner.cell("bad");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private FakeRunner runner;
  private ForkPairs source;

  /** Both arms of the bad cell fail so in every fork; {@code null} for not at all. */
  private Measured measure(Kind base, Kind head) {
    return measure(
        (cell, arm, fork) -> {
          Kind kind = arm.name().equals(Arm.BASE) ? base : head;
          return kind == null || cell.equals(GOOD)
              ? FakeRunner.quiet()
              : FakeRunner.failed(kind, kind + " of " + arm.name());
        });
  }

  private Measured measure(FakeRunner.Answer answer) {
    runner = new FakeRunner(answer);
    source =
        new ForkPairs(
            runner,
            FakeRunner.arm(Arm.BASE),
            FakeRunner.arm(Arm.HEAD),
            3,
            new TimeBudget(Double.POSITIVE_INFINITY, () -> 0),
            new PairProgress(new PrintStream(said, true, StandardCharsets.UTF_8), false),
            new StopSignal());
    Measured measured = source.measure(List.of(GOOD, BAD), Stage.SCREEN, 4);
    assertThat(measured.pairs().stream().filter(pair -> pair.cell().equals("good")))
        .hasSize(4)
        .allMatch(Pair::valid);
    return measured;
  }

  private void assertVerdict(Kind base, Kind head, Verdict verdict, String reason) {
    Measured measured = measure(base, head);
    assertThat(measured.failures()).containsExactly(new Failure("bad", verdict, reason));
    assertThat(measured.pairs()).noneMatch(pair -> pair.cell().equals("bad"));
    assertThat(runner.ran.stream().filter(fork -> fork.startsWith("bad"))).hasSize(2);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(verdict + " bad: " + reason);
  }

  @Test
  void whatOnlyOneRevisionHasIsNewOrMissing() {
    assertVerdict(ABSENT, null, Verdict.NEW, "not in the base: ABSENT of base");
    assertVerdict(null, ABSENT, Verdict.MISSING, "not in the head: ABSENT of head");
    assertVerdict(ABSENT, ABSENT, Verdict.ERROR, "in neither revision: ABSENT of head");
  }

  @Test
  void whatFailsIsAnErrorThatNamesTheArm() {
    assertVerdict(null, FAILED, Verdict.ERROR, "head: FAILED of head");
    assertVerdict(FAILED, null, Verdict.ERROR, "base: FAILED of base");
    assertVerdict(FAILED, FAILED, Verdict.ERROR, "head: FAILED of head");
    assertVerdict(ABSENT, FAILED, Verdict.ERROR, "head: FAILED of head");
    assertVerdict(FAILED, ABSENT, Verdict.ERROR, "base: FAILED of base");
    assertVerdict(TIMEOUT, FAILED, Verdict.ERROR, "head: FAILED of head");
  }

  @Test
  void oneTimeoutIsRepeated() {
    Measured measured =
        measure(
            (cell, arm, fork) ->
                cell.equals(BAD) && fork == 1 && arm.name().equals(Arm.HEAD)
                    ? FakeRunner.failed(TIMEOUT, "took longer than 60 s")
                    : FakeRunner.quiet());
    assertThat(measured.failures()).isEmpty();
    assertThat(measured.pairs().stream().filter(pair -> pair.cell().equals("bad")))
        .hasSize(4)
        .allMatch(Pair::valid);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("measured again: a pair of bad, because head took longer than 60 s");
  }

  @Test
  void twoTimeoutsAreAnError() {
    assertThat(measure(null, TIMEOUT).failures())
        .extracting(Failure::cell, Failure::verdict)
        .containsExactly(tuple("bad", Verdict.ERROR));
    assertThat(runner.ran.stream().filter(fork -> fork.startsWith("bad"))).hasSize(4);
    assertThat(measure(TIMEOUT, TIMEOUT).failures()).hasSize(1);
    assertThat(runner.ran.stream().filter(fork -> fork.startsWith("bad"))).hasSize(2);
  }

  @Test
  void aFailedCellIsNotRunAgainInLaterStages() {
    measure(null, FAILED);
    Measured later = source.measure(List.of(GOOD, BAD), Stage.CONFIRM, 2);
    assertThat(later.failures()).extracting(Failure::cell).containsExactly("bad");
    assertThat(later.pairs()).hasSize(2);
    assertThat(runner.ran.stream().filter(fork -> fork.startsWith("bad"))).hasSize(2);
  }

  @Test
  void pairsFromBeforeTheFailureAreKept() {
    Measured measured =
        measure(
            (cell, arm, fork) ->
                cell.equals(BAD) && fork == 2
                    ? FakeRunner.failed(FAILED, "breaks")
                    : FakeRunner.quiet());
    assertThat(measured.failures()).hasSize(1);
    assertThat(measured.pairs().stream().filter(pair -> pair.cell().equals("bad"))).hasSize(2);
  }
}
