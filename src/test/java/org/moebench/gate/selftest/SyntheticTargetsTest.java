// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;

/** What the gate promises of itself, held by its own decision code. */
class SyntheticTargetsTest {
  private static final int RUNS = 2000;
  private static final long SEED = 7;

  private final SyntheticTest.Result result =
      new SyntheticTest(Policy.standard(), RUNS, SEED).run(line -> {});

  @Test
  void everyTargetHolds() {
    assertThat(result.targets()).hasSize(22).allMatch(Target::held);
  }

  @Test
  void powerGrowsWithTheSlowdown() {
    for (double deviation : SyntheticTest.DEVIATIONS) {
      List<Double> found =
          SyntheticTest.SLOWDOWNS.stream()
              .map(by -> result.tallies().get(SyntheticTest.curve(deviation, by)))
              .map(tally -> tally.called(Verdict.REGRESSION).value())
              .toList();
      assertThat(found.get(0)).isLessThan(0.02);
      assertThat(found.get(2)).isBetween(found.get(0), found.get(4));
      assertThat(found.get(4)).isGreaterThan(0.9);
    }
  }

  @Test
  void theBiasOfALayoutAlarmsUnlessTheGateIsToldOfIt() {
    Scenario unknown = Scenario.of(NoiseModel.NORMAL, 0.04, 24).withLayoutBias(0.02, false);
    Scenario known = Scenario.of(NoiseModel.NORMAL, 0.04, 24).withLayoutBias(0.02, true);
    assertThat(result.tallies().get(unknown).falseAlarms().low()).isGreaterThan(0.01);
    assertThat(result.tallies().get(known).falseAlarmsAtMost()).isLessThan(0.02);
  }

  @Test
  void theControlsSeeABiasOfTheArms() {
    Scenario biased = Scenario.of(NoiseModel.NORMAL, 0.04, 24).withArmBias(0.02);
    Tally tally = result.tallies().get(biased);
    assertThat(tally.share(tally.contaminated()).low()).isGreaterThan(0.2);
    assertThat(tally.falseAlarms().value()).isLessThanOrEqualTo(0.01);
  }
}
