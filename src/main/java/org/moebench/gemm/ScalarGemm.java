// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.tensor.Rows;

/**
 * The plain competitor: dequantizes one weight row at a time and takes a float dot product with
 * every activation row. No blocking and no Vector API; what a straightforward Java loop gives.
 */
public final class ScalarGemm implements GemmKernel {
  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    int k = w.weights().k();
    float[] row = workspace.scratch();
    int at = workspace.panelAt(0);
    for (int n = w.firstColumn(); n < w.endColumn(); n++) {
      for (int p = 0; p < k; p++) {
        row[at + p] = w.weights().value(w.expert(), n, p);
      }
      for (int m = 0; m < x.count(); m++) {
        out.data()[out.index(m) + n] = dot(x.data(), x.index(m), row, at, k);
      }
    }
  }

  private static float dot(float[] a, int ao, float[] b, int bo, int k) {
    float sum = 0;
    for (int p = 0; p < k; p++) {
      sum += a[ao + p] * b[bo + p];
    }
    return sum;
  }
}
