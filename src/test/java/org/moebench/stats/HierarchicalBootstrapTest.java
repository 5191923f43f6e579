// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HierarchicalBootstrapTest {
  private static final double LN2 = Math.log(2);

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[][] base = forks(new SplittableRandom(1), 8, 5, 0, 0.05, 0.01);
    double[][] head = forks(new SplittableRandom(2), 8, 5, 0.1, 0.05, 0.01);
    Estimate first = HierarchicalBootstrap.paired(base, head, 0.95, 500, 7);
    assertThat(HierarchicalBootstrap.paired(base, head, 0.95, 500, 7)).isEqualTo(first);
    assertThat(HierarchicalBootstrap.paired(base, head, 0.95, 500, 8)).isNotEqualTo(first);
    Estimate shift = HierarchicalBootstrap.unpaired(base, head, 0.95, 500, 7);
    assertThat(HierarchicalBootstrap.unpaired(base, head, 0.95, 500, 7)).isEqualTo(shift);
    assertThat(HierarchicalBootstrap.unpaired(base, head, 0.95, 500, 8)).isNotEqualTo(shift);
  }

  @Test
  void theValueIsTheCentreOfTheMedians() {
    double[][] base = {{1, 2, 9}, {4, 4}, {3}, {5, 1, 1, 3}};
    double[][] head = {{6}, {2, 2, 2}, {3, 5}, {8, 8}};
    double[] logs = {Math.log(3), Math.log(0.5), Math.log(4.0 / 3), Math.log(4)};
    assertThat(HierarchicalBootstrap.paired(base, head, 0.9, 10, 1).value())
        .isCloseTo(HodgesLehmann.estimate(logs), within(1e-15));
    double[] a = {Math.log(2), Math.log(4), Math.log(3), Math.log(2)};
    double[] b = {Math.log(6), Math.log(2), Math.log(4), Math.log(8)};
    assertThat(HierarchicalBootstrap.unpaired(base, head, 0.9, 10, 1).value())
        .isCloseTo(HodgesLehmann.shift(a, b), within(1e-15));
  }

  @Test
  void iterationsAreRedrawnWithinForks() {
    // Medians of two draws from {1, 2}: 1, 1.5, 2 in 1/4, 1/2, 1/4; the centre is the mean of two.
    double[][] one = {{1}, {1}};
    double[][] two = {{2, 1}, {1, 2}};
    Estimate interval = HierarchicalBootstrap.paired(one, two, 0.5, 20_000, 3);
    assertThat(interval.low()).isCloseTo(Math.log(1.5) / 2, within(1e-12));
    assertThat(interval.high()).isCloseTo((Math.log(1.5) + LN2) / 2, within(1e-12));
    // Medians of three draws from {1, 2, 4}: 1, 2, 4 in 7/27, 13/27, 7/27.
    double[][] three = {{4, 1, 2}, {2, 4, 1}};
    interval = HierarchicalBootstrap.paired(three, one, 0.5, 20_000, 3);
    assertThat(interval.low()).isCloseTo(-1.5 * LN2, within(1e-12));
    assertThat(interval.high()).isCloseTo(-0.5 * LN2, within(1e-12));
  }

  @Test
  void withoutNoiseTheIntervalHasNoWidth() {
    double[][] base = {{2, 2}, {4, 4, 4}, {8}};
    double[][] head = {{3, 3, 3}, {6, 6}, {12, 12}};
    Estimate interval = HierarchicalBootstrap.paired(base, head, 0.99, 200, 1);
    assertThat(interval.low()).isCloseTo(Math.log(1.5), within(1e-15));
    assertThat(interval.high()).isCloseTo(Math.log(1.5), within(1e-15));
  }

  @Test
  void drawnPairsStayPairs() {
    double[][] base = new double[12][];
    double[][] head = new double[12][];
    for (int i = 0; i < 12; i++) {
      base[i] = new double[] {1 << i}; // machine speed differs wildly from pair to pair
      head[i] = new double[] {1.25 * (1 << i)};
    }
    Estimate paired = HierarchicalBootstrap.paired(base, head, 0.95, 500, 1);
    assertThat(paired.high() - paired.low()).isLessThan(1e-12);
    Estimate unpaired = HierarchicalBootstrap.unpaired(base, head, 0.95, 500, 1);
    assertThat(unpaired.high() - unpaired.low()).isGreaterThan(1);
  }

  @Test
  void widthsAreThoseOfNormalTheory() {
    SplittableRandom random = new SplittableRandom(4);
    double deviation = 0.05;
    int sets = 30;
    int pairs = 40;
    double paired = 0;
    double unpaired = 0;
    for (int set = 0; set < sets; set++) {
      double[][] base = forks(random, pairs, 3, 0, deviation, 1e-4);
      double[][] head = forks(random, pairs, 3, 0, deviation, 1e-4);
      Estimate interval = HierarchicalBootstrap.paired(base, head, 0.9, 300, set);
      paired += (interval.high() - interval.low()) / sets;
      interval = HierarchicalBootstrap.unpaired(base, head, 0.9, 300, set);
      unpaired += (interval.high() - interval.low()) / sets;
    }
    double efficiency = 3 / Math.PI; // of Hodges-Lehmann against the mean
    double normal = 2 * NormalQuantile.of(0.95) * deviation * Math.sqrt(2 / (efficiency * pairs));
    assertThat(paired / normal).isCloseTo(1, within(0.08));
    assertThat(unpaired / normal).isCloseTo(1, within(0.08));
  }

  @Test
  void intervalsCoverTheTruth() {
    SplittableRandom random = new SplittableRandom(5);
    double truth = Math.log(1.1);
    int sets = 300;
    int paired = 0;
    int unpaired = 0;
    for (int set = 0; set < sets; set++) {
      double[][] base = forks(random, 24, 5, 0, 0.03, 0.02);
      double[][] head = forks(random, 24, 5, truth, 0.03, 0.02);
      paired += holds(HierarchicalBootstrap.paired(base, head, 0.9, 200, set), truth);
      unpaired += holds(HierarchicalBootstrap.unpaired(base, head, 0.9, 200, set), truth);
    }
    // Iterations are counted twice, in the forks' medians and when redrawn: a little too wide.
    assertThat((double) paired / sets).isBetween(0.86, 0.98);
    assertThat((double) unpaired / sets).isBetween(0.86, 0.98);
  }

  @Test
  void aSingleForkHasNoInterval() {
    double[][] one = {{2, 4}};
    Estimate paired = HierarchicalBootstrap.paired(new double[][] {{1}}, one, 0.9, 10, 1);
    assertThat(paired.value()).isCloseTo(Math.log(3), within(1e-15));
    assertThat(paired.hasInterval()).isFalse();
    double[][] two = {{1}, {1}};
    assertThat(HierarchicalBootstrap.unpaired(two, one, 0.9, 10, 1).hasInterval()).isFalse();
  }

  @Test
  void theTimesGivenAreNotChanged() {
    double[][] base = {{3, 1, 2}, {6, 5}};
    double[][] head = {{9, 7}, {8, 4}};
    HierarchicalBootstrap.paired(base, head, 0.9, 10, 1);
    HierarchicalBootstrap.unpaired(base, head, 0.9, 10, 1);
    assertThat(base).isDeepEqualTo(new double[][] {{3, 1, 2}, {6, 5}});
    assertThat(head).isDeepEqualTo(new double[][] {{9, 7}, {8, 4}});
  }

  @Test
  void badInputIsRefused() {
    double[][] good = {{1}, {2}};
    double[][][] all = {{}, {{1}, {}}, {{1}, {0}}, {{1}, {-1, 2}}, {{1}, {Double.NaN}}};
    for (double[][] bad : all) {
      assertRefused(() -> HierarchicalBootstrap.paired(good, bad, 0.9, 10, 1));
      assertRefused(() -> HierarchicalBootstrap.unpaired(bad, good, 0.9, 10, 1));
    }
    assertRefused(() -> HierarchicalBootstrap.paired(good, new double[][] {{1}}, 0.9, 10, 1));
    assertRefused(() -> HierarchicalBootstrap.paired(good, good, 1, 10, 1));
    assertRefused(() -> HierarchicalBootstrap.unpaired(good, good, 0.9, 0, 1));
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
  }

  private static int holds(Estimate interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  /** Log-normal times: noise of forks, and of iterations within them. */
  private static double[][] forks(
      SplittableRandom random, int forks, int iterations, double centre, double of, double within) {
    double[][] times = new double[forks][iterations];
    for (double[] fork : times) {
      double level = centre + of * random.nextGaussian();
      Arrays.setAll(fork, i -> Math.exp(level + within * random.nextGaussian()));
    }
    return times;
  }
}
