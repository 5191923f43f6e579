// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Bootstrap intervals of a change, resampled the way the samples came about: first forks, then the
 * iterations within each fork drawn.
 *
 * <p>The intervals are percentile intervals in log-ratios; a change above 0 means that the head is
 * slower. They need no symmetry, but fewer than about ten forks make them too short. The same seed
 * gives the same interval.
 */
public final class HierarchicalBootstrap {
  private static final double MEDIAN = 0.5;

  private HierarchicalBootstrap() {}

  /**
   * The Hodges-Lehmann centre, over pairs, of {@code ln(median(head fork) / median(base fork))}. A
   * single pair has no interval: its bounds are NaN.
   *
   * @param base iteration times of the base's fork of each pair, in any unit
   * @param head iteration times of the head's fork of each pair, in the same unit
   * @param level confidence level, between 0 and 1
   * @param resamples how often to resample, at least 1
   * @throws IllegalArgumentException if the numbers of forks differ, there are none, a fork has no
   *     times, a time is not positive and finite, or level or resamples are outside
   */
  public static Estimate paired(
      double[][] base, double[][] head, double level, int resamples, long seed) {
    return paired(base, head, MEDIAN, level, resamples, seed);
  }

  /**
   * The same with another quantile of each fork's iterations than the median.
   *
   * @param quantile from 0 (the fastest iteration) to 1
   */
  public static Estimate paired(
      double[][] base, double[][] head, double quantile, double level, int resamples, long seed) {
    if (base.length != head.length) {
      throw new IllegalArgumentException(
          base.length + " forks of the base cannot be paired with " + head.length);
    }
    Fork[] baseForks = forks(base, quantile);
    Fork[] headForks = forks(head, quantile);
    int pairs = base.length;
    double[] ratios = new double[pairs];
    double[] walsh = new double[HodgesLehmann.walshCount(pairs)];
    Arrays.setAll(ratios, i -> headForks[i].logFigure() - baseForks[i].logFigure());
    double value = HodgesLehmann.centre(ratios, walsh);
    return interval(
        value,
        pairs,
        new Resampling(level, resamples, seed),
        random -> {
          for (int i = 0; i < pairs; i++) {
            int pair = random.nextInt(pairs);
            ratios[i] = headForks[pair].redrawn(random) - baseForks[pair].redrawn(random);
          }
          return HodgesLehmann.centre(ratios, walsh);
        });
  }

  /**
   * The Hodges-Lehmann shift of the logarithms of the forks' medians, from base to head, for forks
   * that were not paired. With a single fork on a side there is no interval.
   *
   * @param base iteration times of each fork of the base, in any unit
   * @param head iteration times of each fork of the head, in the same unit
   * @param level confidence level, between 0 and 1
   * @param resamples how often to resample, at least 1
   * @throws IllegalArgumentException if a side has no forks, a fork has no times, a time is not
   *     positive and finite, or level or resamples are outside
   */
  public static Estimate unpaired(
      double[][] base, double[][] head, double level, int resamples, long seed) {
    Fork[] baseForks = forks(base, MEDIAN);
    Fork[] headForks = forks(head, MEDIAN);
    double[] baseLogs = Arrays.stream(baseForks).mapToDouble(Fork::logFigure).toArray();
    double[] headLogs = Arrays.stream(headForks).mapToDouble(Fork::logFigure).toArray();
    double[] differences = new double[base.length * head.length];
    double value = HodgesLehmann.shift(baseLogs, headLogs, differences);
    return interval(
        value,
        Math.min(base.length, head.length),
        new Resampling(level, resamples, seed),
        random -> {
          redraw(baseForks, baseLogs, random);
          redraw(headForks, headLogs, random);
          return HodgesLehmann.shift(baseLogs, headLogs, differences);
        });
  }

  private static Fork[] forks(double[][] times, double quantile) {
    if (times.length == 0) {
      throw new IllegalArgumentException("no forks");
    }
    return Arrays.stream(times).map(fork -> Fork.of(fork, quantile)).toArray(Fork[]::new);
  }

  private static void redraw(Fork[] forks, double[] logs, RandomGenerator random) {
    for (int i = 0; i < logs.length; i++) {
      logs[i] = forks[random.nextInt(forks.length)].redrawn(random);
    }
  }

  private static Estimate interval(
      double value, int forks, Resampling resampling, ToDoubleFunction<RandomGenerator> redrawn) {
    if (forks < 2) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    RandomGenerator random = new Well19937c(resampling.seed());
    double[] values = new double[resampling.resamples()];
    Arrays.setAll(values, i -> redrawn.applyAsDouble(random));
    double outside = (1 - resampling.level()) / 2;
    return new Estimate(
        value, Samples.quantile(values, outside), Samples.quantile(values, 1 - outside));
  }

  /** How to resample. */
  private record Resampling(double level, int resamples, long seed) {
    Resampling {
      Checks.level(level);
      if (resamples < 1) {
        throw new IllegalArgumentException(resamples + " resamples; at least 1 is needed");
      }
    }
  }

  /**
   * The iteration times of one fork, sorted, with room to count how often each was drawn.
   *
   * @param quantile of its iterations that is the fork's one figure
   */
  private record Fork(double[] sorted, double quantile, int[] drawn) {
    static Fork of(double[] times, double quantile) {
      Checks.finite(times);
      double[] sorted = times.clone();
      Arrays.sort(sorted);
      if (sorted[0] <= 0) {
        throw new IllegalArgumentException("time " + sorted[0] + " is not positive");
      }
      return new Fork(sorted, quantile, new int[times.length]);
    }

    double logFigure() {
      return Math.log(Samples.quantile(sorted, quantile));
    }

    /** Logarithm of the quantile of as many iterations, drawn with putting back. */
    double redrawn(RandomGenerator random) {
      int count = sorted.length;
      Arrays.fill(drawn, 0);
      for (int i = 0; i < count; i++) {
        drawn[random.nextInt(count)]++;
      }
      // The same interpolation as that of Samples.quantile; ranks count from 1.
      double position = (count - 1) * quantile;
      double fraction = position - (int) position;
      int lower = (int) position + 1;
      int upper = fraction == 0 ? lower : lower + 1;
      int at = 0;
      int seen = drawn[0];
      while (seen < lower) {
        seen += drawn[++at];
      }
      double below = sorted[at];
      while (seen < upper) {
        seen += drawn[++at];
      }
      return Math.log(below * (1 - fraction) + sorted[at] * fraction);
    }
  }
}
