// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Up to how many rows the first of two kernels is no slower than the second, as its lead shrinks
 * with every row.
 *
 * <p>A caller with one limit can follow only a lead that never grows again, so the nearest such
 * curve (isotonic regression) stands for the measured means: one disturbed setting in the middle
 * does not end the search early. The lead at the settings' logarithms is connected by straight
 * lines.
 *
 * @param decodeRows largest whole number of rows at which the first kernel is no slower; 0 if it is
 *     slower already at the fewest rows measured
 * @param low the same for the lower ends of the leads' intervals, a whole number; NaN if too little
 *     was measured for an interval
 * @param high the same for the upper ends
 * @param measuredTo most rows measured; if it equals {@code decodeRows}, the kernels meet beyond
 */
public record Crossing(int decodeRows, double low, double high, int measuredTo) {
  /** Fewest settings that a line can be drawn through. */
  public static final int LEAST_SETTINGS = 2;

  // A crossing computed at a setting itself may end up just below its whole number.
  private static final double ROUNDING = 1e-9;

  /** The crossing with its interval at {@link Intervals#LEVEL}. */
  public static Crossing of(double[] rows, double[][] logRatios) {
    return of(rows, logRatios, Intervals.LEVEL);
  }

  /**
   * Finds the crossing of the mean leads. The interval takes the noise of all settings together,
   * which a few rounds of each could not tell apart.
   *
   * @param rows rows of each setting: whole numbers, rising, at least two
   * @param logRatios by round, then by setting: the logarithm of the second kernel's time over the
   *     first's; NaN where that round has none
   * @param level confidence level, between 0 and 1
   * @throws IllegalArgumentException if the settings are not as stated, a round has another number
   *     of them, or one was measured in no round
   */
  public static Crossing of(double[] rows, double[][] logRatios, double level) {
    Checks.level(level);
    checkRows(rows);
    double[][] bySetting = bySetting(rows, logRatios);
    double[] means = Arrays.stream(bySetting).mapToDouble(Samples::mean).toArray();
    double[] halves = halves(bySetting, means, level);
    int settings = rows.length;
    double[] below = IntStream.range(0, settings).mapToDouble(i -> means[i] - halves[i]).toArray();
    double[] above = IntStream.range(0, settings).mapToDouble(i -> means[i] + halves[i]).toArray();
    boolean known = DoubleStream.of(halves).noneMatch(Double::isNaN);
    return new Crossing(
        (int) crossing(rows, means),
        known ? crossing(rows, below) : Double.NaN,
        known ? crossing(rows, above) : Double.NaN,
        (int) rows[settings - 1]);
  }

  /** Whether the interval is known. */
  public boolean hasInterval() {
    return !Double.isNaN(low);
  }

  private static void checkRows(double[] rows) {
    if (rows.length < LEAST_SETTINGS) {
      throw new IllegalArgumentException(
          "%d settings of rows; at least %d are needed".formatted(rows.length, LEAST_SETTINGS));
    }
    double before = 0;
    for (double count : rows) {
      if (!(count > before && count <= Integer.MAX_VALUE && Math.rint(count) == count)) {
        throw new IllegalArgumentException(
            "rows %s are not rising whole numbers".formatted(Arrays.toString(rows)));
      }
      before = count;
    }
  }

  /** The leads of each setting, of the rounds that have it. */
  private static double[][] bySetting(double[] rows, double[][] logRatios) {
    for (double[] round : logRatios) {
      if (round.length != rows.length) {
        throw new IllegalArgumentException(
            "a round with %d of %d settings".formatted(round.length, rows.length));
      }
    }
    double[][] bySetting = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      int setting = i;
      bySetting[i] =
          Arrays.stream(logRatios)
              .mapToDouble(round -> round[setting])
              .filter(lead -> !Double.isNaN(lead))
              .toArray();
      if (bySetting[i].length == 0) {
        throw new IllegalArgumentException(
            "%.0f rows were measured in no round".formatted(rows[setting]));
      }
    }
    return bySetting;
  }

  /** Half the interval of each mean, from the deviation of all settings; NaN if unknown. */
  private static double[] halves(double[][] bySetting, double[] means, double level) {
    double squares = 0;
    int degrees = 0;
    for (int i = 0; i < bySetting.length; i++) {
      for (double lead : bySetting[i]) {
        squares += (lead - means[i]) * (lead - means[i]);
      }
      degrees += bySetting[i].length - 1;
    }
    if (degrees < Intervals.LEAST - 1) {
      double[] unknown = new double[bySetting.length];
      Arrays.fill(unknown, Double.NaN);
      return unknown;
    }
    double quantile =
        new TDistribution(null, degrees).inverseCumulativeProbability((1 + level) / 2);
    double deviation = Math.sqrt(squares / degrees);
    return Arrays.stream(bySetting)
        .mapToDouble(leads -> quantile * deviation / Math.sqrt(leads.length))
        .toArray();
  }

  /**
   * Largest whole number of rows at which the falling curve nearest to {@code leads} is not
   * negative.
   */
  private static double crossing(double[] rows, double[] leads) {
    double[] curve = falling(leads);
    int last = curve.length - 1;
    if (curve[0] < 0) {
      return 0;
    } else if (curve[last] >= 0) {
      return rows[last];
    }
    int i = 0;
    while (curve[i + 1] >= 0) {
      i++;
    }
    double part = curve[i] / (curve[i] - curve[i + 1]);
    double at = Math.log(rows[i]) + part * Math.log(rows[i + 1] / rows[i]);
    return Math.floor(Math.exp(at) + ROUNDING);
  }

  /** The curve that never rises with the least squared distance: pools neighbours that do. */
  private static double[] falling(double[] values) {
    double[] sums = new double[values.length];
    int[] sizes = new int[values.length];
    int pools = 0;
    for (double value : values) {
      sums[pools] = value;
      sizes[pools] = 1;
      pools++;
      while (pools > 1 && sums[pools - 1] * sizes[pools - 2] > sums[pools - 2] * sizes[pools - 1]) {
        pools--;
        sums[pools - 1] += sums[pools];
        sizes[pools - 1] += sizes[pools];
      }
    }
    double[] curve = new double[values.length];
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      Arrays.fill(curve, at, at + sizes[pool], sums[pool] / sizes[pool]);
      at += sizes[pool];
    }
    return curve;
  }
}
