// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;

/**
 * The noise of one measurement, estimated from many cells that were measured in the same rounds.
 *
 * <p>Few rounds say little about the noise of one ratio: from three, Student's t needs a factor of
 * 4.3 at 95% and tens at the levels that many comparisons ask for. All cells of a round share the
 * machine's drift, so the logarithms of their times are taken as cell + round + noise (a two-way
 * layout without interaction); what remains after both is noise, on {@code (cells - 1) · (rounds -
 * 1)} degrees of freedom. Its deviation is estimated from the median residual, so that one
 * disturbed fork does not blur every comparison; that costs about two thirds of the degrees of
 * freedom.
 *
 * @param deviation standard deviation of the logarithm of one measurement, drift taken out
 * @param degrees effective degrees of freedom; 0 if there was nothing to estimate from
 */
public record PooledNoise(double deviation, int degrees) {
  /** Deviation over median absolute deviation of a normal distribution. */
  static final double NORMAL_MAD = 1.4826;

  /** Degrees of freedom that the median absolute deviation keeps. */
  private static final double EFFICIENCY = 0.37;

  /** Nothing is known. */
  public static final PooledNoise UNKNOWN = new PooledNoise(Double.NaN, 0);

  /**
   * @param times times[cell][round], every cell in the same rounds
   * @throws IllegalArgumentException if the lengths differ or a time is not positive and finite
   */
  public static PooledNoise of(double[][] times) {
    int cells = times.length;
    int rounds = cells == 0 ? 0 : times[0].length;
    if (cells < 2 || rounds < 2) {
      return UNKNOWN;
    }
    double[] cellMean = new double[cells];
    double[] roundMean = new double[rounds];
    double[][] logs = new double[cells][rounds];
    for (int c = 0; c < cells; c++) {
      if (times[c].length != rounds) {
        throw new IllegalArgumentException(times[c].length + " rounds beside " + rounds);
      }
      for (int r = 0; r < rounds; r++) {
        logs[c][r] = Intervals.logarithm(times[c][r]);
        cellMean[c] += logs[c][r] / rounds;
        roundMean[r] += logs[c][r] / cells;
      }
    }
    double mean = Arrays.stream(cellMean).average().orElseThrow();
    double[] residuals = new double[cells * rounds];
    for (int c = 0; c < cells; c++) {
      for (int r = 0; r < rounds; r++) {
        residuals[c * rounds + r] = Math.abs(logs[c][r] - cellMean[c] - roundMean[r] + mean);
      }
    }
    return robust(residuals, (cells - 1) * (rounds - 1));
  }

  private static PooledNoise robust(double[] absoluteResiduals, int degrees) {
    double median = NORMAL_MAD * Samples.median(absoluteResiduals);
    double deviation = median * Math.sqrt((double) absoluteResiduals.length / degrees);
    return new PooledNoise(deviation, Math.max(1, (int) (EFFICIENCY * degrees)));
  }
}
