// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.quant.PackedWeights;
import org.moebench.tensor.Rows;

/** The definition: one double accumulator per output, in ascending k. Never tuned. */
public final class ReferenceGemm implements GemmKernel {
  /**
   * One exact output and the magnitude its error bound scales with.
   *
   * @param value {@code Σ_k x·w} in double
   * @param magnitude {@code Σ_k |x·w|} in double
   */
  public record Element(double value, double magnitude) {}

  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    for (int n = w.firstColumn(); n < w.endColumn(); n++) {
      double[] column = column(w.weights(), w.expert(), n);
      for (int m = 0; m < x.count(); m++) {
        out.data()[out.index(m) + n] = (float) element(x, m, column).value();
      }
    }
  }

  /** The dequantized weights of output column {@code n}, along k. */
  public static double[] column(PackedWeights w, int expert, int n) {
    double[] column = new double[w.k()];
    for (int k = 0; k < column.length; k++) {
      column[k] = w.value(expert, n, k);
    }
    return column;
  }

  /** The output of row {@code m} and a column's weights. */
  public static Element element(Rows x, int m, double[] column) {
    double sum = 0;
    double magnitude = 0;
    for (int k = 0; k < column.length; k++) {
      double product = x.data()[x.index(m) + k] * column[k];
      sum += product;
      magnitude += Math.abs(product);
    }
    return new Element(sum, magnitude);
  }
}
