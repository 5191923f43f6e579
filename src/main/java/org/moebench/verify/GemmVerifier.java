// SPDX-License-Identifier: Apache-2.0
package org.moebench.verify;

import java.util.Arrays;
import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.ReferenceGemm;
import org.moebench.gemm.Workspace;
import org.moebench.quant.PackedWeights;
import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;

/**
 * Compares every output of a dequant-GEMM kernel with the reference on the same quantized bits, and
 * checks that it writes nothing else: the output's rows are wider than N and lie between canaries.
 */
public final class GemmVerifier {
  private static final int MARGIN = 37;
  private static final float CANARY = -99.25f;

  private final PackedWeights weights;
  private final int expert;
  private final double[][] columns;
  private final double[][] offsets;
  private final Workspace workspace;

  /**
   * @param weights weights of one or more experts
   * @param expert whose matrix is multiplied
   */
  public GemmVerifier(PackedWeights weights, int expert) {
    this.weights = weights;
    this.expert = expert;
    workspace = new Workspace(weights.k());
    columns = new double[weights.n()][];
    offsets = new double[weights.n()][weights.k()];
    for (int n = 0; n < columns.length; n++) {
      columns[n] = ReferenceGemm.column(weights, expert, n);
      for (int k = 0; k < weights.k(); k++) {
        offsets[n][k] = weights.offset(expert, n, k);
      }
    }
  }

  /**
   * Runs the kernel once on the panels {@code [begin, end)} and compares.
   *
   * @param x activations, K wide
   */
  public Correctness run(GemmKernel kernel, Rows x, int begin, int end) {
    int stride = weights.n() + 3;
    Rows out = new Rows(new float[2 * MARGIN + x.count() * stride], MARGIN, stride, x.count());
    Arrays.fill(out.data(), CANARY);
    ExpertPanels panels = new ExpertPanels(weights, expert, begin, end);
    kernel.multiply(x, panels, out, workspace);
    GemmBound bound = new GemmBound(weights.k(), weights.group(), 0);
    Comparison result = Comparison.NONE;
    for (int m = 0; m < x.count(); m++) {
      for (int n = panels.firstColumn(); n < panels.endColumn(); n++) {
        ReferenceGemm.Element expected = ReferenceGemm.element(x, m, columns[n]);
        int at = out.index(m) + n;
        double magnitude = ReferenceGemm.element(x, m, offsets[n]).magnitude();
        double allowed = bound.of(expected.magnitude(), magnitude);
        String place = "row " + m + ", column " + n;
        result = result.and(Comparison.of(out.data()[at], expected.value(), allowed, () -> place));
        out.data()[at] = CANARY;
      }
    }
    return result.and(strayWrites(out.data())).correctness(result.compared());
  }

  private static Comparison strayWrites(float[] data) {
    for (int i = 0; i < data.length; i++) {
      if (data[i] != CANARY) {
        String message = "element " + (i - MARGIN) + " outside the output was written";
        return new Comparison(0, Double.POSITIVE_INFINITY, message);
      }
    }
    return Comparison.NONE;
  }
}
