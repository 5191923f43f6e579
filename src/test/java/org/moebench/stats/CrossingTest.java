// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossingTest {
  private static final double[] ROWS = {1, 2, 4, 8, 16, 32};

  /** Leads of a round where the kernels meet at so many rows: a line over the logarithm. */
  private static double[] round(double meet) {
    double[] leads = new double[ROWS.length];
    for (int i = 0; i < leads.length; i++) {
      leads[i] = 0.4 * Math.log(meet / ROWS[i]);
    }
    return leads;
  }

  private static double[][] rounds(double... meet) {
    double[][] rounds = new double[meet.length][];
    for (int i = 0; i < meet.length; i++) {
      rounds[i] = round(meet[i]);
    }
    return rounds;
  }

  @Test
  void aStraightLeadIsFollowedToTheRowItEndsAt() {
    assertThat(Crossing.of(ROWS, rounds(11.6, 11.6, 11.6))).isEqualTo(new Crossing(11, 11, 11, 32));
  }

  @Test
  void noSlowerIncludesTheSameTime() {
    // At 8 rows the lead is exactly 0; between settings the crossing at 11 rows is a rounded one.
    assertThat(Crossing.of(ROWS, rounds(8, 8, 8)).decodeRows()).isEqualTo(8);
    assertThat(Crossing.of(ROWS, rounds(11, 11, 11)).decodeRows()).isEqualTo(11);
  }

  @Test
  void interpolatesInTheLogarithmOfRows() {
    // From +0.3 at 4 to -0.1 at 16: three quarters of the way, 4 · 4^0.75 = 11.3; linearly it'd be
    // 13.
    Crossing crossing = Crossing.of(new double[] {4, 16}, new double[][] {{0.3, -0.1}});
    assertThat(crossing.decodeRows()).isEqualTo(11);
    assertThat(crossing.measuredTo()).isEqualTo(16);
  }

  @Test
  void leadsThatNeverOrAlwaysHoldEndAtTheBorders() {
    assertThat(Crossing.of(ROWS, rounds(0.5, 0.5, 0.5))).isEqualTo(new Crossing(0, 0, 0, 32));
    assertThat(Crossing.of(ROWS, rounds(100, 100, 100))).isEqualTo(new Crossing(32, 32, 32, 32));
  }

  @Test
  void oneDisturbedSettingDoesNotEndTheSearch() {
    double[] leads = {0.8, 0.6, -0.05, 0.3, -0.2, -0.5};
    // 4 and 8 rows count as 0.125 each; then down to -0.2 at 16: 8 · 2^(0.125/0.325) = 10.4.
    assertThat(Crossing.of(ROWS, new double[][] {leads}).decodeRows()).isEqualTo(10);
    // A lead that comes back after the kernels met is pooled with what came before.
    double[] late = {0.5, -0.6, 0.2, -0.7, -0.8, -0.9};
    assertThat(Crossing.of(ROWS, new double[][] {late}).decodeRows()).isEqualTo(1);
  }

  @Test
  void theIntervalIsWhereTheLeadsIntervalsCross() {
    // Rounds meet at 8·e^-0.5, 8, 8·e^0.5: leads differ by 0.2 at every setting, deviation 0.2
    // with 12 degrees; t(12, 97.5%) = 2.178813; half = 0.251588; / 0.4 = 0.62897 in ln rows.
    double step = Math.exp(0.5);
    Crossing crossing = Crossing.of(ROWS, rounds(8.2 / step, 8.2, 8.2 * step));
    assertThat(crossing.decodeRows()).isEqualTo(8);
    assertThat(crossing.low()).isEqualTo(Math.floor(8.2 * Math.exp(-0.62897)));
    assertThat(crossing.high()).isEqualTo(Math.floor(8.2 * Math.exp(0.62897)));
  }

  @Test
  void tooFewRoundsHaveNoInterval() {
    Crossing crossing = Crossing.of(ROWS, rounds(9));
    assertThat(crossing.decodeRows()).isEqualTo(9);
    assertThat(crossing.hasInterval()).isFalse();
    assertThat(crossing.low()).isNaN();
    assertThat(crossing.high()).isNaN();
    assertThat(Crossing.of(ROWS, rounds(9, 9.1)).hasInterval()).isTrue();
  }

  @Test
  void roundsThatLackASettingStillCount() {
    double[][] rounds = rounds(11.6, 11.6, 11.6);
    rounds[1][3] = Double.NaN;
    rounds[2][0] = Double.NaN;
    assertThat(Crossing.of(ROWS, rounds)).isEqualTo(new Crossing(11, 11, 11, 32));
  }

  @Test
  void theIntervalContainsTheCrossingWhateverTheNoise() {
    Random random = new Random(3);
    for (int trial = 0; trial < 500; trial++) {
      double[][] rounds = new double[2 + random.nextInt(5)][ROWS.length];
      for (double[] round : rounds) {
        for (int i = 0; i < round.length; i++) {
          round[i] = random.nextGaussian();
        }
      }
      Crossing crossing = Crossing.of(ROWS, rounds);
      assertThat(crossing.low()).isLessThanOrEqualTo(crossing.decodeRows());
      assertThat(crossing.high()).isGreaterThanOrEqualTo(crossing.decodeRows());
      assertThat(crossing.decodeRows()).isBetween(0, 32);
    }
  }

  @Test
  void refusesWhatNoLineCanBeDrawnThrough() {
    assertThatThrownBy(() -> Crossing.of(new double[] {4}, new double[][] {{0.1}}))
        .hasMessage("1 settings of rows; at least 2 are needed");
    assertThatThrownBy(() -> Crossing.of(new double[] {4, 2}, new double[][] {{0, 0}}))
        .hasMessageContaining("not rising whole numbers");
    assertThatThrownBy(() -> Crossing.of(new double[] {0, 2}, new double[][] {{0, 0}}))
        .hasMessageContaining("not rising whole numbers");
    assertThatThrownBy(() -> Crossing.of(new double[] {1, 2.5}, new double[][] {{0, 0}}))
        .hasMessageContaining("not rising whole numbers");
    assertThatThrownBy(() -> Crossing.of(new double[] {1, 2}, new double[][] {{0, 0}, {1}}))
        .hasMessage("a round with 1 of 2 settings");
    assertThatThrownBy(() -> Crossing.of(new double[] {1, 2}, new double[][] {{0, Double.NaN}}))
        .hasMessage("2 rows were measured in no round");
    assertThatThrownBy(() -> Crossing.of(new double[] {1, 2}, new double[0][]))
        .hasMessage("1 rows were measured in no round");
    assertThatThrownBy(
            () -> Crossing.of(new double[] {1, 2}, new double[][] {{0, Double.POSITIVE_INFINITY}}))
        .hasMessageContaining("not finite");
  }
}
