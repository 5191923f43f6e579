// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Weighted least squares on chosen columns of one problem. Rows are multiplied by the root of their
 * weight and columns brought to length 1, so that one threshold tells collinear columns of any
 * unit.
 */
final class LeastSquares {
  /** Distance of a unit column from the span of the others below which it counts as inside. */
  private static final double COLLINEAR = 1e-9;

  private final double[][] columns;
  private final double[] lengths;
  private final double[] y;

  LeastSquares(double[][] columns, double[] y, double[] weights) {
    this.columns = new double[columns.length][];
    this.lengths = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      double[] column = weighted(columns[j], weights);
      double length = Math.sqrt(squaredLength(column));
      this.columns[j] = Arrays.stream(column).map(x -> length == 0 ? 0 : x / length).toArray();
      this.lengths[j] = length;
    }
    this.y = weighted(y, weights);
  }

  /**
   * @param subset the columns that took part, ascending
   * @param values their coefficients
   * @param standardErrors of the coefficients; NaN without a degree of freedom left
   * @param residualSum weighted sum of squared residuals
   */
  record Solution(int[] subset, double[] values, double[] standardErrors, double residualSum) {}

  /** {@code Σ w·y²}: the residual sum of a fit without columns. */
  double total() {
    return squaredLength(y);
  }

  /** The unconstrained fit on these columns; {@code null} if they are linearly dependent. */
  Solution solve(int[] subset) {
    if (subset.length == 0) {
      return new Solution(subset, new double[0], new double[0], total());
    }
    RealMatrix x = MatrixUtils.createRealMatrix(rows(subset));
    QRDecomposition qr = new QRDecomposition(x, COLLINEAR);
    if (!qr.getSolver().isNonSingular()) {
      return null;
    }
    double[] values = qr.getSolver().solve(new ArrayRealVector(y, false)).toArray();
    double residualSum = residualSum(x, values);
    double[] errors = standardErrors(qr.getR(), residualSum, subset.length);
    for (int c = 0; c < subset.length; c++) {
      values[c] /= lengths[subset[c]];
      errors[c] /= lengths[subset[c]];
    }
    return new Solution(subset, values, errors, residualSum);
  }

  private double residualSum(RealMatrix x, double[] values) {
    double[] residuals = x.operate(values);
    Arrays.setAll(residuals, i -> y[i] - residuals[i]);
    return squaredLength(residuals);
  }

  /** Roots of the diagonal of {@code s²·(XᵀX)⁻¹ = s²·R⁻¹·R⁻ᵀ}. */
  private double[] standardErrors(RealMatrix r, double residualSum, int size) {
    int freedom = y.length - size;
    double variance = freedom == 0 ? Double.NaN : residualSum / freedom;
    RealMatrix square = r.getSubMatrix(0, size - 1, 0, size - 1);
    RealMatrix inverse = new QRDecomposition(square).getSolver().getInverse();
    double[] errors = new double[size];
    Arrays.setAll(errors, c -> Math.sqrt(variance * squaredLength(inverse.getRow(c))));
    return errors;
  }

  private double[][] rows(int[] subset) {
    double[][] rows = new double[y.length][subset.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < subset.length; c++) {
        rows[i][c] = columns[subset[c]][i];
      }
    }
    return rows;
  }

  private static double[] weighted(double[] values, double[] weights) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] * Math.sqrt(weights[i]);
    }
    return result;
  }

  private static double squaredLength(double[] values) {
    return Arrays.stream(values).map(x -> x * x).sum();
  }
}
