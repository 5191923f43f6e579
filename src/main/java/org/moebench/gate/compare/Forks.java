// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.util.Arrays;
import java.util.List;
import org.moebench.stats.Estimate;
import org.moebench.stats.HierarchicalBootstrap;
import org.moebench.stats.HodgesLehmann;
import org.moebench.stats.PairPower;
import org.moebench.stats.RankSum;
import org.moebench.stats.Samples;
import org.moebench.stats.ShiftPower;
import org.moebench.stats.SignedRank;

/**
 * The times of one row in both files, and the tests on them. All changes are log-ratios of B over
 * A: above 0 is slower.
 *
 * @param a microseconds per call of every iteration of every fork of A
 * @param b the same of B
 * @param paired whether fork i of A was measured beside fork i of B
 */
record Forks(double[][] a, double[][] b, boolean paired) {
  private static final int RESAMPLES = 10_000;

  /** Fixed, so that the same files always give the same page. */
  private static final long SEED = 42;

  static Forks of(List<List<Double>> a, List<List<Double>> b, boolean paired) {
    return new Forks(array(a), array(b), paired);
  }

  static double[][] array(List<List<Double>> forks) {
    return forks.stream()
        .map(fork -> fork.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  /** The number of forks of the side that has fewer. */
  int fewest() {
    return Math.min(a.length, b.length);
  }

  /** Median of the forks' medians, in microseconds. */
  static double micros(double[][] forks) {
    return Samples.median(medians(forks));
  }

  private static double[] medians(double[][] forks) {
    return Arrays.stream(forks).mapToDouble(Samples::median).toArray();
  }

  private static double[] logs(double[][] forks) {
    return Arrays.stream(medians(forks)).map(Math::log).toArray();
  }

  private double[] ratios() {
    double[] base = logs(a);
    double[] ratios = logs(b);
    Arrays.setAll(ratios, i -> ratios[i] - base[i]);
    return ratios;
  }

  /** The exact interval of the test; NaN bounds if there are too few forks for one. */
  Estimate exact(double level) {
    return paired
        ? HodgesLehmann.interval(ratios(), level)
        : HodgesLehmann.shiftInterval(logs(a), logs(b), level);
  }

  /** The interval of the bootstrap, which knows of the iterations too. */
  Estimate bootstrap(double level) {
    return paired
        ? HierarchicalBootstrap.paired(a, b, level, RESAMPLES, SEED)
        : HierarchicalBootstrap.unpaired(a, b, level, RESAMPLES, SEED);
  }

  /** One-sided p-value against "B is slower by more than the margin". */
  double slower(double margin) {
    return paired
        ? SignedRank.greater(ratios(), margin)
        : RankSum.greater(logs(a), logs(b), margin);
  }

  /** One-sided p-value against "B is faster by more than the margin". */
  double faster(double margin) {
    return paired ? SignedRank.less(ratios(), -margin) : RankSum.greater(logs(b), logs(a), margin);
  }

  /**
   * The change that a one-sided test at {@code alpha} finds with 80% power; infinite if so few
   * forks cannot reach alpha.
   */
  double detectable(double margin, double alpha) {
    if (!reaches(alpha)) {
      return Double.POSITIVE_INFINITY;
    }
    if (!paired) {
      return ShiftPower.detectable(margin, alpha, logs(a), logs(b));
    }
    double noise = PairPower.noise(ratios());
    return Double.isNaN(noise)
        ? Double.POSITIVE_INFINITY
        : PairPower.detectable(margin, alpha, noise, a.length);
  }

  private boolean reaches(double alpha) {
    return leastP(a.length, b.length, paired) <= alpha;
  }

  /** The fewest forks on each side whose test can reach {@code alpha}. */
  static int needed(double alpha, boolean paired) {
    int forks = 2;
    while (leastP(forks, forks, paired) > alpha) {
      forks++;
    }
    return forks;
  }

  private static double leastP(int a, int b, boolean paired) {
    return paired ? Math.scalb(1.0, -a) : ShiftPower.leastP(a, b);
  }
}
