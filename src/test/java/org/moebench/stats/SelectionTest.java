// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void everyOrderStatisticIsTheSortedOne() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 40; n++) {
      double[] distinct = random.doubles(n).toArray();
      double[] tied = random.ints(n, 0, 5).asDoubleStream().toArray();
      for (double[] x : new double[][] {distinct, tied}) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        for (int k = 0; k < n; k++) {
          assertThat(Selection.select(x.clone(), n, k)).isEqualTo(sorted[k]);
        }
        assertThat(Selection.median(x.clone(), n)).isCloseTo(Samples.median(x), within(1e-15));
      }
    }
  }

  @Test
  void theElementsAreSplitAtTheOneSelected() {
    double[] x = new SplittableRandom(2).doubles(101).toArray();
    double selected = Selection.select(x, x.length, 30);
    assertThat(Arrays.stream(x, 0, 30)).allMatch(v -> v <= selected);
    assertThat(Arrays.stream(x, 31, 101)).allMatch(v -> v >= selected);
  }

  @Test
  void elementsBehindTheLengthAreLeftAlone() {
    double[] x = {5, 4, 3, 2, -1, -2};
    assertThat(Selection.median(x, 4)).isEqualTo(3.5);
    assertThat(x[4]).isEqualTo(-1);
    assertThat(x[5]).isEqualTo(-2);
  }

  @Test
  void ordersThatMisleadThePivotAreSelectedFrom() {
    int n = 20_000;
    for (int shape = 0; shape < 4; shape++) {
      double[] x = new double[n];
      int s = shape;
      Arrays.setAll(x, i -> patterned(s, i, n));
      double[] sorted = x.clone();
      Arrays.sort(sorted);
      for (int k : new int[] {0, 17, n / 2, n - 1}) {
        assertThat(Selection.select(x.clone(), n, k)).isEqualTo(sorted[k]);
      }
    }
  }

  @Test
  void whereSplitsRunOutTheRestIsSorted() {
    double[] x = new SplittableRandom(3).doubles(300).toArray();
    for (int splits = 0; splits < 5; splits++) {
      double[] reordered = x.clone();
      assertThat(Selection.select(reordered, 250, 120, splits))
          .isEqualTo(Selection.select(x.clone(), 250, 120));
      assertThat(Arrays.stream(reordered, 0, 250).sorted())
          .containsExactlyElementsOf(Arrays.stream(x, 0, 250).sorted().boxed().toList());
    }
  }

  private static double patterned(int shape, int i, int n) {
    return switch (shape) {
      case 0 -> i;
      case 1 -> -i;
      case 2 -> Math.min(i, n - i); // up and down
      default -> 1;
    };
  }
}
