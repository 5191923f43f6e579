// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class SyntheticDataTest {
  private static final int MANY = 200_000;

  // From a separate implementation in Python. Other numbers need another WeightFile version.
  private static final float[] ACTIVATIONS_42_7 = {
    1.0315701f, 0.111225635f, -0.1346308f, 0.13005172f
  };
  private static final float[] WEIGHTS_42_1_2 = {
    -0.12431916f, -0.09129315f, -0.035578977f, 0.010875397f
  };

  @Test
  void activationsAreStandardNormal() {
    double[] sample = new double[MANY];
    NormalStream normal = new NormalStream(42, 0, 0, 0);
    Arrays.setAll(sample, i -> normal.next());
    double statistic =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovStatistic(new NormalDistribution(null, 0, 1), sample);
    // The statistic of a true normal sample exceeds 1.63/sqrt(n) once in a hundred seeds.
    assertThat(statistic).isLessThan(1.63 / Math.sqrt(MANY));
    double beyondTail = Arrays.stream(sample).filter(x -> Math.abs(x) > 3.442619855899).count();
    double expected = 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-3.442619855899);
    assertThat(beyondTail / MANY)
        .isCloseTo(expected, within(4 * Math.sqrt(expected / MANY)))
        .isPositive();
    assertThat(Arrays.stream(sample).max().orElseThrow()).isBetween(3.5, 6.0);
  }

  @Test
  void weightsHaveATenthOfTheDeviation() {
    float[] w = new float[MANY];
    SyntheticData.weights(1, 3, 5, MANY, w, 0);
    double squares = 0;
    double sum = 0;
    for (float x : w) {
      sum += x;
      squares += (double) x * x;
    }
    assertThat(sum / MANY).isCloseTo(0, within(4 * 0.1 / Math.sqrt(MANY)));
    assertThat(Math.sqrt(squares / MANY)).isCloseTo(0.1, within(0.001));
  }

  @Test
  void numbersStayTheSameForEver() {
    float[] row = new float[4];
    SyntheticData.activations(42, 7, 4, row, 0);
    assertThat(row).containsExactly(ACTIVATIONS_42_7);
    SyntheticData.weights(42, 1, 2, 4, row, 0);
    assertThat(row).containsExactly(WEIGHTS_42_1_2);
  }

  @Test
  void aRowIsTheSameWhereverItIsPutAndHoweverLong() {
    float[] alone = new float[8];
    SyntheticData.activations(9, 3, 8, alone, 0);
    float[] among = new float[20];
    SyntheticData.activations(9, 3, 10, among, 5);
    assertThat(Arrays.copyOfRange(among, 5, 13)).containsExactly(alone);
    assertThat(among[4]).isZero();
    assertThat(among[15]).isZero();
  }

  @Test
  void seedExpertRowAndKindEachGiveOtherNumbers() {
    float[] first = new float[5];
    SyntheticData.weights(1, 0, 0, 1, first, 0);
    SyntheticData.weights(2, 0, 0, 1, first, 1);
    SyntheticData.weights(1, 1, 0, 1, first, 2);
    SyntheticData.weights(1, 0, 1, 1, first, 3);
    SyntheticData.activations(1, 0, 1, first, 4);
    first[4] *= 0.1f;
    assertThat(first).doesNotHaveDuplicates();
  }
}
