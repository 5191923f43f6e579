// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ProportionTest {
  @Test
  void knownBoundsComeOut() {
    assertThat(Proportion.upper(0, 2000, 0.95)).isCloseTo(0.001497, within(5e-7));
    Estimate half = Proportion.interval(5, 10, 0.95);
    assertThat(half.value()).isEqualTo(0.5);
    assertThat(half.low()).isCloseTo(0.1871, within(5e-5));
    assertThat(half.high()).isCloseTo(0.8129, within(5e-5));
    Estimate rare = Proportion.interval(1, 10, 0.95);
    assertThat(rare.low()).isCloseTo(0.0025, within(5e-5));
    assertThat(rare.high()).isCloseTo(0.4450, within(5e-5));
  }

  @Test
  void upperTailsOfTheBinomialComeOut() {
    assertThat(Proportion.atLeast(0, 5, 0.3)).isEqualTo(1);
    assertThat(Proportion.atLeast(2, 3, 0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(Proportion.atLeast(3, 4, 0.1)).isCloseTo(0.0037, within(1e-12));
    assertThat(Proportion.atLeast(4, 4, 0.1)).isCloseTo(0.0001, within(1e-12));
  }

  @Test
  void withNoneOrAllThereAreClosedForms() {
    for (int runs : new int[] {1, 7, 300, 20_000}) {
      double none = 1 - Math.pow(0.01, 1.0 / runs);
      assertThat(Proportion.upper(0, runs, 0.99)).isCloseTo(none, within(1e-11));
      assertThat(Proportion.interval(0, runs, 0.98).high()).isCloseTo(none, within(1e-11));
      assertThat(Proportion.interval(0, runs, 0.98).low()).isZero();
      assertThat(Proportion.interval(runs, runs, 0.98).low()).isCloseTo(1 - none, within(1e-11));
      assertThat(Proportion.interval(runs, runs, 0.98).high()).isEqualTo(1);
      assertThat(Proportion.upper(runs, runs, 0.99)).isEqualTo(1);
    }
  }

  @Test
  void boundsInvertTheBinomialDistribution() {
    for (int runs : new int[] {3, 20, 500}) {
      for (int hits = 1; hits < runs; hits += 1 + runs / 10) {
        Estimate interval = Proportion.interval(hits, runs, 0.9);
        assertThat(below(runs, interval.high(), hits)).isCloseTo(0.05, within(1e-8));
        assertThat(1 - below(runs, interval.low(), hits - 1)).isCloseTo(0.05, within(1e-8));
        double upper = Proportion.upper(hits, runs, 0.8);
        assertThat(below(runs, upper, hits)).isCloseTo(0.2, within(1e-8));
      }
    }
  }

  @Test
  void everyProbabilityIsCoveredOftenEnough() {
    int runs = 25;
    for (double truth = 0.005; truth < 1; truth += 0.015) {
      BinomialDistribution binomial = new BinomialDistribution(null, runs, truth);
      for (double level : new double[] {0.6, 0.9, 0.99}) {
        double covered = 0;
        double bounded = 0;
        for (int hits = 0; hits <= runs; hits++) {
          Estimate interval = Proportion.interval(hits, runs, level);
          double probability = binomial.probability(hits);
          covered += interval.low() <= truth && truth <= interval.high() ? probability : 0;
          bounded += truth <= Proportion.upper(hits, runs, level) ? probability : 0;
        }
        assertThat(Math.min(covered, bounded)).isGreaterThanOrEqualTo(level);
      }
    }
  }

  @Test
  void badInputIsRefused() {
    assertRefused(() -> Proportion.interval(0, 0, 0.95));
    assertRefused(() -> Proportion.interval(-1, 5, 0.95));
    assertRefused(() -> Proportion.upper(6, 5, 0.95));
    assertRefused(() -> Proportion.upper(1, 5, 1));
    assertRefused(() -> Proportion.upper(1, 5, Double.NaN));
  }

  private static double below(int runs, double probability, int hits) {
    return new BinomialDistribution(null, runs, probability).cumulativeProbability(hits);
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
  }
}
