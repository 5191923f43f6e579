// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.moebench.gate.Policy;
import org.moebench.gate.Verdict;

/** What the gate promises of itself, held by its own decision code. */
class SyntheticTargetsTest {
  private static final long SEED = 7;

  @Test
  void everyTargetHolds() {
    assertThat(new SyntheticTest(Policy.standard(), 2000, SEED).runTargets().targets())
        .hasSize(22)
        .allMatch(Target::held);
  }

  private static Tally tally(Scenario scenario) {
    return new SyntheticTest(Policy.standard(), 400, SEED).tally(scenario);
  }

  @Test
  void powerGrowsWithTheSlowdown() {
    double small = tally(SyntheticTest.curve(0.04, 0.02)).called(Verdict.REGRESSION).high();
    double middle = tally(SyntheticTest.curve(0.04, 0.06)).called(Verdict.REGRESSION).value();
    double large = tally(SyntheticTest.curve(0.04, 0.15)).called(Verdict.REGRESSION).low();
    assertThat(middle).isBetween(small, large);
  }

  @Test
  void theBiasOfALayoutAlarmsUnlessTheGateIsToldOfIt() {
    Scenario world = Scenario.of(NoiseModel.NORMAL, 0.04, 24);
    assertThat(tally(world.withLayoutBias(0.02, false)).falseAlarms().low()).isGreaterThan(0.01);
    assertThat(tally(world.withLayoutBias(0.02, true)).falseAlarmsAtMost()).isLessThan(0.02);
  }

  @Test
  void theControlsSeeABiasOfTheArms() {
    Tally tally = tally(Scenario.of(NoiseModel.NORMAL, 0.04, 24).withArmBias(0.02));
    assertThat(tally.share(tally.contaminated()).low()).isGreaterThan(0.2);
    assertThat(tally.falseAlarms().value()).isLessThan(0.01);
  }

  @Test
  void equalSeedsCountAlike() {
    Scenario scenario = Scenario.of(NoiseModel.BIMODAL, 0.04, 8).slowed(0.1);
    assertThat(tally(scenario)).isEqualTo(tally(scenario));
  }
}
