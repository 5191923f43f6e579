// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftPowerTest {
  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "3,3", "5,5", "4,9", "12,10"})
  void leastPIsThatOfCompleteSeparation(int m, int n) {
    double[] a = new double[m];
    double[] b = new double[n];
    Arrays.setAll(a, i -> i);
    Arrays.setAll(b, i -> 100 + i);
    assertThat(ShiftPower.leastP(m, n)).isCloseTo(RankSum.greater(a, b, 0), within(1e-12));
  }

  @Test
  void tooFewSamplesDetectNothing() {
    double[] three = {1, 2, 3};
    assertThat(ShiftPower.detectable(0, 0.049, three, three)).isInfinite();
    assertThat(ShiftPower.detectable(0, 0.05, three, three)).isFinite();
    assertThat(ShiftPower.detectable(0, 0.49, new double[] {1}, new double[] {2})).isInfinite();
  }

  @Test
  void isTheFormulaOfTheTTest() {
    double[] a = {1, 2, 3, 4, 5};
    double[] b = {11, 12, 13, 14, 15};
    // Pooled variance 2.5, median absolute residual 1; t(0.975; 8) = 2.306004, t(0.8; 8) =
    // 0.888890.
    double expected = 0.5 + (2.306004 + 0.888890) * Math.sqrt(2.5 * 0.4);
    assertThat(ShiftPower.detectable(0.5, 0.025, a, b)).isCloseTo(expected, within(1e-5));
  }

  @Test
  void aDetectableShiftIsFoundInAboutFourOfFiveCases() {
    Random random = new Random(7);
    int found = 0;
    int runs = 2000;
    double detectable = 0;
    for (int run = 0; run < runs; run++) {
      detectable += ShiftPower.detectable(1, 0.025, normal(random, 0), normal(random, 0)) / runs;
    }
    for (int run = 0; run < runs; run++) {
      boolean rejected = RankSum.greater(normal(random, 0), normal(random, detectable), 1) <= 0.025;
      found += rejected ? 1 : 0;
    }
    assertThat((double) found / runs).isBetween(0.74, 0.88);
  }

  private static double[] normal(Random random, double mean) {
    double[] samples = new double[10];
    Arrays.setAll(samples, i -> mean + random.nextGaussian());
    return samples;
  }

  @Test
  void badArgumentsAreRefused() {
    double[] fine = {1, 2};
    assertThatIllegalArgumentException().isThrownBy(() -> ShiftPower.leastP(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShiftPower.detectable(0, 0.5, fine, fine));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShiftPower.detectable(Double.NaN, 0.1, fine, fine));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShiftPower.detectable(0, 0.1, new double[0], fine));
  }

  @Test
  void meansAreArithmetic() {
    assertThat(Samples.mean(1, 2, 6)).isCloseTo(3, within(1e-15));
    assertThat(Samples.mean(-1.5)).isEqualTo(-1.5);
    assertThatIllegalArgumentException().isThrownBy(() -> Samples.mean());
    assertThatIllegalArgumentException().isThrownBy(() -> Samples.mean(1, Double.NaN));
  }
}
