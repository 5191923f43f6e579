// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.gate.Pair;
import org.moebench.gate.Stage;

class NoiseModelTest {
  private static final int PAIRS = 200_000;

  @ParameterizedTest
  @EnumSource(NoiseModel.class)
  void modelsHaveTheStatedDeviationAndNoDrift(NoiseModel model) {
    double[] d = series(model, 0.03);
    double mean = IntStream.range(0, PAIRS).mapToDouble(i -> d[i]).sum() / PAIRS;
    double variance = IntStream.range(0, PAIRS).mapToDouble(i -> d[i] * d[i]).sum() / PAIRS;
    assertThat(mean).isCloseTo(0, within(0.001));
    double stated = model.pairDeviation(0.03);
    assertThat(Math.sqrt(variance)).isCloseTo(stated, within(0.04 * stated));
  }

  @Test
  void onlyCorrelatedPairsRememberTheOneBefore() {
    assertThat(memory(NoiseModel.CORRELATED)).isCloseTo(0.8, within(0.02));
    assertThat(memory(NoiseModel.NORMAL)).isCloseTo(0, within(0.02));
    // A drift of the machine does not survive the random order of the arms.
    assertThat(memory(NoiseModel.DRIFTING)).isCloseTo(0, within(0.02));
  }

  @Test
  void equalSeedsGiveEqualPairs() {
    Scenario scenario = Scenario.of(NoiseModel.BIMODAL, 0.03, 4).slowed(0.1);
    List<Pair> first = pairs(scenario, 5);
    assertThat(pairs(scenario, 5)).isEqualTo(first);
    assertThat(pairs(scenario, 6)).isNotEqualTo(first);
  }

  @Test
  void onlyTheFirstCellIsSlowed() {
    Scenario scenario = Scenario.of(NoiseModel.NORMAL, 1e-9, 3).slowed(0.1);
    for (Pair pair : pairs(scenario, 5)) {
      double effect = pair.cell().equals(SyntheticPairs.slowed()) ? Math.log(1.1) : 0;
      assertThat(pair.logRatio()).isCloseTo(effect, within(1e-6));
    }
  }

  private static List<Pair> pairs(Scenario scenario, long seed) {
    return new SyntheticPairs(scenario, seed)
        .measure(SyntheticPairs.cells(scenario), Stage.SCREEN, 3)
        .pairs();
  }

  private static double memory(NoiseModel model) {
    double[] d = series(model, 1);
    double[] before = new double[PAIRS];
    System.arraycopy(d, 0, before, 1, PAIRS - 1);
    double product = IntStream.range(0, PAIRS).mapToDouble(i -> d[i] * before[i]).sum();
    return product / IntStream.range(0, PAIRS).mapToDouble(i -> d[i] * d[i]).sum();
  }

  private static double[] series(NoiseModel model, double deviation) {
    SplittableRandom random = new SplittableRandom(3);
    NoiseModel.PairNoise noise = model.start(deviation, random);
    return IntStream.range(0, PAIRS)
        .mapToDouble(i -> noise.next("cell", random.nextBoolean()))
        .toArray();
  }
}
