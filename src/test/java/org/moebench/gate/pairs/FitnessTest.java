// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;

class FitnessTest {
  private final GateCell control = FakeRunner.cell("control/fma");
  private final List<GateCell> asked = new ArrayList<>();

  private Optional<String> check(ForkRunner.Result fork) {
    ForkRunner runner =
        (cell, arm) -> {
          asked.add(cell);
          return fork;
        };
    return Fitness.check(runner, FakeRunner.arm(Arm.HEAD), control);
  }

  /** Iterations that alternate between two times. */
  private static ForkRunner.Result fork(double slower, Double steal) {
    List<Double> times =
        IntStream.range(0, 30).mapToObj(i -> i % 2 == 0 ? 100 : 100 * slower).toList();
    return new ForkRunner.Result(new ForkTimes(times, steal, null, null, 9), null);
  }

  @Test
  void aQuietMachineIsFit() {
    assertThat(check(fork(1.05, 0.01))).isEmpty();
    assertThat(check(fork(1.05, null))).isEmpty();
  }

  @Test
  void oneLongForkOfTheControlIsRun() {
    assertThat(check(fork(1, 0.0))).isEmpty();
    assertThat(asked).hasSize(1);
    GateCell cell = asked.get(0);
    assertThat(cell.id()).isEqualTo(control.id());
    assertThat(cell.timing().iterations()).isEqualTo(30);
    assertThat(cell.timing().warmupIterations()).isEqualTo(control.timing().warmupIterations());
    assertThat(cell.isControl()).isTrue();
  }

  @Test
  void aRestlessMachineIsUnfit() {
    assertThat(check(fork(1.3, 0.0)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("control/fma", "deviate by", "at most 10%"));
  }

  @Test
  void aMachineThatOthersUseIsUnfit() {
    assertThat(check(fork(1, 0.07)))
        .hasValueSatisfying(why -> assertThat(why).contains("take 7%", "at most 5%"));
  }

  @Test
  void aControlThatDoesNotRunIsNamed() {
    assertThat(check(FakeRunner.failed(ForkRunner.Kind.TIMEOUT, "took longer than 60 s")))
        .hasValue("control/fma: took longer than 60 s");
  }
}
