// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Labels of a logarithmic axis at 1, 2 and 5 times powers of ten. XChart labels decades only, so
 * charts plot {@code log10} on a linear axis with a tick every tenth: 2 and 5 lie at 0.301 and
 * 0.699, less than a pixel from the ticks at 0.3 and 0.7.
 */
final class LogLabels {
  /** Distance of ticks, in decades. */
  static final double STEP = 0.1;

  private LogLabels() {}

  /** The label of the tick at {@code 10^exponent}; blank between 1, 2 and 5. */
  static String at(double exponent) {
    int tenths = (int) Math.round(exponent / STEP);
    double digit = digit(Math.floorMod(tenths, 10));
    if (digit == 0 || Math.abs(exponent - tenths * STEP) > 1e-6) {
      return TickLabels.blank(exponent);
    }
    int decade = Math.floorDiv(tenths, 10);
    double value = digit * Math.pow(10, decade);
    int decimals = Math.max(0, -decade);
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Exact positions of grid lines inside a range of exponents. */
  static List<Double> grid(double low, double high) {
    List<Double> lines = new ArrayList<>();
    for (int decade = (int) Math.floor(low); decade <= high; decade++) {
      for (double digit : new double[] {1, 2, 5}) {
        double exponent = decade + Math.log10(digit);
        if (exponent > low && exponent < high) {
          lines.add(exponent);
        }
      }
    }
    return lines;
  }

  private static double digit(int tenth) {
    if (tenth == 0) {
      return 1;
    }
    return tenth == 3 ? 2 : tenth == 7 ? 5 : 0;
  }
}
