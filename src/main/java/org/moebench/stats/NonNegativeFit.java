// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A weighted least squares fit {@code y[i] ≈ Σ_j c[j]·x[j][i]} without intercept and with all
 * {@code c[j] >= 0}, for costs that cannot be negative.
 *
 * <p>The minimum is found exactly, by solving every linearly independent subset of the columns and
 * keeping the best one whose coefficients are all positive: an optimum with that property always
 * exists, and {@value #MAX_COLUMNS} columns have few subsets. Columns that explain each other
 * (collinear ones) are therefore harmless: all but one of them stay out, with the reason.
 *
 * @param coefficients one per column
 * @param rSquared {@code 1 - Σ w·r² / Σ w·(y - ȳ)²} with the weighted mean {@code ȳ}; negative if
 *     the fit is worse than a constant, NaN if all {@code y} are equal
 * @param rmsRelativeResidual root mean square of {@code r[i] / y[i]}, unweighted
 * @param residuals {@code r[i] = y[i] - fitted[i]}, in the unit of {@code y}
 */
public record NonNegativeFit(
    List<Coefficient> coefficients,
    double rSquared,
    double rmsRelativeResidual,
    List<Double> residuals) {
  /** Largest number of columns. */
  public static final int MAX_COLUMNS = 8;

  /** A subset must be better than a smaller one by this share of {@code Σ w·y²}. */
  private static final double GAIN = 1e-14;

  /**
   * @param value the coefficient; 0 if the column stays out
   * @param standardError its standard error; NaN if the column stays out, or if there are as many
   *     coefficients as observations
   * @param reason why the column stays out; {@code null} if it takes part
   */
  public record Coefficient(double value, double standardError, String reason) {}

  /**
   * Fits.
   *
   * @param columns {@code columns[j][i]}: predictor {@code j} of observation {@code i}
   * @param y what is to be explained, not zero
   * @param weights weight of each squared residual, positive; {@code 1/y²} minimizes the relative
   *     residuals
   * @throws IllegalArgumentException if sizes disagree or a value is not allowed
   */
  public static NonNegativeFit of(double[][] columns, double[] y, double[] weights) {
    check(columns, y, weights);
    LeastSquares squares = new LeastSquares(columns, y, weights);
    LeastSquares.Solution best = squares.solve(new int[0]);
    for (int size = 1; size <= Math.min(columns.length, y.length); size++) {
      for (int mask = 1; mask < 1 << columns.length; mask++) {
        if (Integer.bitCount(mask) == size) {
          best = better(best, squares.solve(subset(mask)), GAIN * squares.total());
        }
      }
    }
    return describe(columns, y, weights, squares, best);
  }

  private static LeastSquares.Solution better(
      LeastSquares.Solution best, LeastSquares.Solution other, double gain) {
    boolean allowed = other != null && Arrays.stream(other.values()).allMatch(c -> c > 0);
    return allowed && other.residualSum() < best.residualSum() - gain ? other : best;
  }

  private static int[] subset(int mask) {
    return IntStream.range(0, MAX_COLUMNS).filter(j -> (mask >> j & 1) == 1).toArray();
  }

  private static NonNegativeFit describe(
      double[][] columns,
      double[] y,
      double[] weights,
      LeastSquares squares,
      LeastSquares.Solution best) {
    List<Coefficient> coefficients = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      int place = Arrays.binarySearch(best.subset(), j);
      coefficients.add(
          place >= 0
              ? new Coefficient(best.values()[place], best.standardErrors()[place], null)
              : new Coefficient(0, Double.NaN, reason(columns[j], j, squares, best.subset())));
    }
    List<Double> residuals = new ArrayList<>();
    double squaredRelative = 0;
    for (int i = 0; i < y.length; i++) {
      double fitted = 0;
      for (int j = 0; j < columns.length; j++) {
        fitted += coefficients.get(j).value() * columns[j][i];
      }
      residuals.add(y[i] - fitted);
      squaredRelative += Math.pow((y[i] - fitted) / y[i], 2);
    }
    return new NonNegativeFit(
        List.copyOf(coefficients),
        rSquared(y, weights, best.residualSum()),
        Math.sqrt(squaredRelative / y.length),
        List.copyOf(residuals));
  }

  private static String reason(double[] column, int j, LeastSquares squares, int[] chosen) {
    if (Arrays.stream(column).allMatch(x -> x == 0)) {
      return "always zero";
    }
    int[] larger = IntStream.concat(Arrays.stream(chosen), IntStream.of(j)).sorted().toArray();
    if (larger.length > column.length) {
      return "fewer observations than columns";
    }
    return squares.solve(larger) == null
        ? "collinear with the columns that take part"
        : "no positive coefficient improves the fit";
  }

  private static double rSquared(double[] y, double[] weights, double residualSum) {
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i];
      weighted += weights[i] * y[i];
    }
    double mean = weighted / sum;
    double total = 0;
    for (int i = 0; i < y.length; i++) {
      total += weights[i] * (y[i] - mean) * (y[i] - mean);
    }
    boolean constant = Arrays.stream(y).allMatch(value -> value == y[0]);
    return constant ? Double.NaN : 1 - residualSum / total;
  }

  private static void check(double[][] columns, double[] y, double[] weights) {
    if (columns.length > MAX_COLUMNS) {
      throw new IllegalArgumentException(columns.length + " columns, at most " + MAX_COLUMNS);
    }
    if (y.length == 0 || weights.length != y.length) {
      throw new IllegalArgumentException(
          y.length + " observations with " + weights.length + " weights");
    }
    for (double[] column : columns) {
      if (column.length != y.length || !Arrays.stream(column).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("a column does not hold one finite value per row");
      }
    }
    if (!Arrays.stream(y).allMatch(value -> Double.isFinite(value) && value != 0)
        || !Arrays.stream(weights).allMatch(w -> Double.isFinite(w) && w > 0)) {
      throw new IllegalArgumentException("observations must not be zero, weights be positive");
    }
  }
}
