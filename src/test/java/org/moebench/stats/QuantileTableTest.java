// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantileTableTest {
  private static final QuantileTable TABLE = table(new double[] {0, 0.5, 1}, 1, 4, 100);

  @Test
  void quantilesAreGeometricBetweenThoseGiven() {
    assertThat(TABLE.quantile(0)).isEqualTo(1);
    assertThat(TABLE.quantile(0.25)).isCloseTo(2, within(1e-12));
    assertThat(TABLE.quantile(0.5)).isEqualTo(4);
    assertThat(TABLE.quantile(0.75)).isCloseTo(20, within(1e-12));
    assertThat(TABLE.quantile(1)).isEqualTo(100);
    assertThat(TABLE.max()).isEqualTo(100);
  }

  @Test
  void meanIsThatOfManyQuantiles() {
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += TABLE.quantile((i + 0.5) / 100_000);
    }
    assertThat(TABLE.mean()).isCloseTo(sum / 100_000, within(1e-6));
    assertThat(table(new double[] {0, 1}, 7, 7).mean()).isEqualTo(7);
  }

  @Test
  void distanceIsTheLargestAtTheTablesValues() {
    assertThat(TABLE.ksDistance(new double[] {1, 3, 5, 100})).isEqualTo(0.25);
    assertThat(TABLE.ksDistance(new double[] {200, 300})).isEqualTo(1);
    // a whole number that fills a third of the distribution is one step, not a deviation
    QuantileTable steps = table(new double[] {0, 0.25, 0.5, 1}, 6, 6, 6, 8);
    assertThat(steps.ksDistance(new double[] {6, 8, 6, 8})).isZero();
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThatIllegalArgumentException().isThrownBy(() -> table(new double[] {0, 1}, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> table(new double[] {0.1, 1}, 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> table(new double[] {0, 1}, 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> table(new double[] {0, 1}, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(new double[] {0, 0.5, 0.5, 1}, 1, 2, 3, 4))
        .withMessageContaining("entry 2");
  }

  private static QuantileTable table(double[] probabilities, double... values) {
    return new QuantileTable(probabilities, values);
  }
}
