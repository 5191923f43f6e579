// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void aWorkedExampleComesOut() {
    // 0.005 * 4, 0.01 * 3, 0.03 * 2, and 0.04 * 1 lifted to the one before it
    double[] adjusted = Holm.adjust(0.01, 0.04, 0.03, 0.005);
    assertThat(adjusted).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
  }

  @Test
  void oneTestNeedsNoCorrection() {
    assertThat(Holm.adjust(0.3)).containsExactly(0.3);
  }

  @Test
  void adjustedValuesKeepTheOrderAndLieBetweenRawAndBonferroni() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 300; trial++) {
      double[] p = random.doubles(1 + trial % 12).map(x -> x * x * x).toArray();
      double[] given = p.clone();
      double[] adjusted = Holm.adjust(p);
      assertThat(p).containsExactly(given);
      for (int i = 0; i < p.length; i++) {
        assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]));
        for (int j = 0; j < p.length; j++) {
          if (p[i] < p[j]) {
            assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
          }
        }
      }
    }
  }

  @Test
  void rejectionsAreThoseOfTheStepDownProcedure() {
    SplittableRandom random = new SplittableRandom(2);
    double alpha = 0.05;
    for (int trial = 0; trial < 500; trial++) {
      double[] p = random.doubles(1 + trial % 8).map(x -> x * x / 4).sorted().toArray();
      double[] adjusted = Holm.adjust(p);
      boolean rejects = true;
      for (int i = 0; i < p.length; i++) {
        rejects &= p[i] <= alpha / (p.length - i);
        assertThat(adjusted[i] <= alpha).isEqualTo(rejects);
      }
    }
  }

  @Test
  void falseRejectionsAreRareWhateverIsTrueOfTheOthers() {
    SplittableRandom random = new SplittableRandom(3);
    double alpha = 0.1;
    int runs = 20_000;
    for (int changed : new int[] {0, 4, 9}) {
      int runsWithFalse = 0;
      for (int run = 0; run < runs; run++) {
        double[] p = random.doubles(10).toArray();
        for (int i = 0; i < changed; i++) {
          p[i] *= 1e-6; // surely rejected
        }
        double[] adjusted = Holm.adjust(p);
        boolean any = false;
        for (int i = changed; i < p.length; i++) {
          any |= adjusted[i] <= alpha;
        }
        runsWithFalse += any ? 1 : 0;
      }
      int unchanged = 10 - changed;
      double expected = 1 - Math.pow(1 - alpha / unchanged, unchanged);
      assertThat((double) runsWithFalse / runs).isCloseTo(expected, within(0.0085)); // 4 errors
    }
  }

  @Test
  void badInputIsRefused() {
    for (double[] bad : new double[][] {{}, {0.1, Double.NaN}, {-0.1}, {0.5, 1.1}}) {
      assertThatThrownBy(() -> Holm.adjust(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
