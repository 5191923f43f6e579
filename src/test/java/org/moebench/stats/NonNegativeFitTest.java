// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NonNegativeFitTest {
  private static final double[] LAUNCHES = {1, 5, 20, 60, 238, 3};
  private static final double[] ROWS = {65536, 40000, 33000, 32000, 31440, 50000};
  private static final double[] BYTES = {9e8, 9.1e8, 9.4e8, 9.9e8, 8.4e8, 9e8};

  @Test
  void recoversTheCostsThatMadeTheTimes() {
    double[] times = combine(2e-3, 1e-4, 3e-9);
    NonNegativeFit fit =
        NonNegativeFit.of(new double[][] {LAUNCHES, ROWS, BYTES}, times, relative(times));
    assertThat(values(fit).get(0)).isEqualTo(2e-3, within(1e-12));
    assertThat(values(fit).get(1)).isEqualTo(1e-4, within(1e-13));
    assertThat(values(fit).get(2)).isEqualTo(3e-9, within(1e-17));
    assertThat(fit.rSquared()).isEqualTo(1, within(1e-12));
    assertThat(fit.rmsRelativeResidual()).isLessThan(1e-12);
    assertThat(fit.coefficients()).allMatch(c -> c.reason() == null && c.standardError() < 1e-10);
  }

  @Test
  void matchesTheTextbookStandardErrorOfAWeightedSlope() {
    double[] x = {1, 2, 3, 4};
    double[] y = {2.1, 3.9, 6.3, 7.8};
    double[] weights = {1, 2, 1, 0.5};
    double sxx = 1 + 2 * 4 + 9 + 0.5 * 16;
    double slope = (2.1 + 2 * 2 * 3.9 + 3 * 6.3 + 0.5 * 4 * 7.8) / sxx;
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      squares += weights[i] * Math.pow(y[i] - slope * x[i], 2);
    }
    NonNegativeFit fit = NonNegativeFit.of(new double[][] {x}, y, weights);
    assertThat(fit.coefficients().get(0).value()).isEqualTo(slope, within(1e-12));
    assertThat(fit.coefficients().get(0).standardError())
        .isEqualTo(Math.sqrt(squares / 3 / sxx), within(1e-12));
    double mean = (2.1 + 2 * 3.9 + 6.3 + 0.5 * 7.8) / 4.5;
    double total = 0;
    for (int i = 0; i < 4; i++) {
      total += weights[i] * Math.pow(y[i] - mean, 2);
    }
    assertThat(fit.rSquared()).isEqualTo(1 - squares / total, within(1e-12));
    assertThat(fit.residuals().get(2)).isEqualTo(6.3 - 3 * slope, within(1e-12));
  }

  @Test
  void holdsAtZeroWhatWouldBeNegative() {
    double[] times = combine(-2e-3, 1e-4, 0);
    NonNegativeFit fit = NonNegativeFit.of(new double[][] {LAUNCHES, ROWS}, times, relative(times));
    NonNegativeFit.Coefficient launches = fit.coefficients().get(0);
    assertThat(launches.value()).isZero();
    assertThat(launches.standardError()).isNaN();
    assertThat(launches.reason()).isEqualTo("no positive coefficient improves the fit");
    assertThat(fit.coefficients().get(1).value()).isPositive();
  }

  @Test
  void leavesOutCollinearColumnsWithAReason() {
    double[] doubled = Arrays.stream(ROWS).map(x -> 2 * x).toArray();
    double[] times = combine(1e-3, 2e-4, 0);
    NonNegativeFit fit =
        NonNegativeFit.of(new double[][] {LAUNCHES, ROWS, doubled}, times, relative(times));
    assertThat(values(fit).get(1)).isEqualTo(2e-4, within(1e-12));
    assertThat(fit.coefficients().get(2).reason())
        .isEqualTo("collinear with the columns that take part");
    assertThat(fit.rSquared()).isEqualTo(1, within(1e-9));
  }

  @Test
  void findsTheCollinearColumnThatOnlyItCanExplain() {
    double[] difference = {4, 3, 2, 1, 0, 1};
    double[] smaller = {1, 1, 1, 2, 1, 3};
    double[] larger = new double[6];
    Arrays.setAll(larger, i -> smaller[i] + difference[i]);
    double[] y = Arrays.stream(difference).map(d -> 5 * d + 1e-9).toArray();
    double[] ones = {1, 1, 1, 1, 1, 1};
    NonNegativeFit fit = NonNegativeFit.of(new double[][] {larger, smaller, difference}, y, ones);
    assertThat(values(fit).get(2)).isEqualTo(5, within(1e-6));
    assertThat(values(fit).get(1)).isEqualTo(0, within(1e-6));
  }

  @Test
  void toldWithAColumnOfZerosItSaysSo() {
    double[] times = combine(1e-3, 2e-4, 0);
    NonNegativeFit fit =
        NonNegativeFit.of(new double[][] {new double[6], ROWS}, times, relative(times));
    assertThat(fit.coefficients().get(0).reason()).isEqualTo("always zero");
  }

  @Test
  void asManyColumnsAsObservationsLeaveNoStandardError() {
    NonNegativeFit fit =
        NonNegativeFit.of(
            new double[][] {{1, 2}, {3, 1}}, new double[] {4, 3}, new double[] {1, 1});
    assertThat(values(fit).get(0)).isEqualTo(1, within(1e-12));
    assertThat(values(fit).get(1)).isEqualTo(1, within(1e-12));
    assertThat(fit.coefficients()).allMatch(c -> Double.isNaN(c.standardError()));
  }

  @Test
  void moreColumnsThanObservationsStillGiveAFit() {
    NonNegativeFit fit =
        NonNegativeFit.of(
            new double[][] {{1, 2}, {3, 1}, {1, 1}}, new double[] {4, 3}, new double[] {1, 1});
    assertThat(fit.residuals()).allMatch(r -> Math.abs(r) < 1e-12);
    assertThat(fit.coefficients()).filteredOn(c -> c.reason() != null).hasSize(1);
  }

  @Test
  void noOtherPointOfTheConeIsBetter() {
    Random random = new Random(11);
    for (int trial = 0; trial < 200; trial++) {
      double[][] columns = new double[3][8];
      double[] y = new double[8];
      double[] weights = new double[8];
      for (int i = 0; i < 8; i++) {
        for (double[] column : columns) {
          column[i] = random.nextGaussian();
        }
        y[i] = random.nextGaussian();
        weights[i] = 0.5 + random.nextDouble();
      }
      NonNegativeFit fit = NonNegativeFit.of(columns, y, weights);
      // The conditions of Karush, Kuhn and Tucker, which hold at the minimum and nowhere else.
      for (int j = 0; j < 3; j++) {
        double slope = 0;
        for (int i = 0; i < 8; i++) {
          slope += weights[i] * columns[j][i] * fit.residuals().get(i);
        }
        double c = values(fit).get(j);
        assertThat(c).isNotNegative();
        assertThat(slope).isLessThan(1e-9);
        assertThat(c * slope).isEqualTo(0, within(1e-9));
      }
    }
  }

  @Test
  void equalObservationsHaveNoVariationToExplain() {
    NonNegativeFit fit =
        NonNegativeFit.of(new double[][] {{1, 2}}, new double[] {3, 3}, new double[] {1, 1});
    assertThat(fit.rSquared()).isNaN();
  }

  @Test
  void refusesSizesAndValuesThatMakeNoSense() {
    double[] one = {1};
    for (Executable call :
        List.<Executable>of(
            () -> NonNegativeFit.of(new double[9][1], one, one),
            () -> NonNegativeFit.of(new double[][] {{1, 2}}, one, one),
            () -> NonNegativeFit.of(new double[][] {{Double.NaN}}, one, one),
            () -> NonNegativeFit.of(new double[][] {one}, new double[] {0}, one),
            () -> NonNegativeFit.of(new double[][] {one}, one, new double[] {-1}),
            () -> NonNegativeFit.of(new double[][] {one}, one, new double[2]))) {
      assertThatThrownBy(call::execute).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static double[] combine(double launch, double row, double octet) {
    double[] times = new double[LAUNCHES.length];
    Arrays.setAll(times, i -> launch * LAUNCHES[i] + row * ROWS[i] + octet * BYTES[i]);
    return times;
  }

  private static double[] relative(double[] times) {
    return Arrays.stream(times).map(t -> 1 / (t * t)).toArray();
  }

  private static List<Double> values(NonNegativeFit fit) {
    return fit.coefficients().stream().map(NonNegativeFit.Coefficient::value).toList();
  }
}
