// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import jdk.incubator.vector.FloatVector;
import org.moebench.simd.VectorShapes;
import org.moebench.tensor.Rows;

/** The weighted sum of a token's slots, column by column, slots in ascending order. */
final class VectorCombine {
  private static final int LANES = VectorShapes.LANES;

  private VectorCombine() {}

  /**
   * {@code y[t][c] = Σ_s weights[t·slots + s] · out[t·slots + s][c] + shared[t][c]} for columns
   * {@code [from, to)} of one token, one fma per slot.
   *
   * @param weights factor per slot
   * @param shared rows of the shared expert; {@code null} without one
   */
  static void token(
      int t, int slots, Rows out, float[] weights, Rows shared, Rows y, int from, int to) {
    int whole = from + (to - from) / LANES * LANES;
    for (int c = from; c < whole; c += LANES) {
      FloatVector sum = FloatVector.zero(VectorShapes.FLOAT);
      for (int pair = t * slots; pair < (t + 1) * slots; pair++) {
        FloatVector weight = FloatVector.broadcast(VectorShapes.FLOAT, weights[pair]);
        int at = out.at() + pair * out.stride() + c;
        sum = weight.fma(FloatVector.fromArray(VectorShapes.FLOAT, out.data(), at), sum);
      }
      if (shared != null) {
        int at = shared.at() + t * shared.stride() + c;
        sum = sum.add(FloatVector.fromArray(VectorShapes.FLOAT, shared.data(), at));
      }
      sum.intoArray(y.data(), y.at() + t * y.stride() + c);
    }
    for (int c = whole; c < to; c++) {
      float sum = 0;
      for (int pair = t * slots; pair < (t + 1) * slots; pair++) {
        sum = Math.fma(weights[pair], out.data()[out.index(pair) + c], sum);
      }
      y.data()[y.index(t) + c] = shared == null ? sum : sum + shared.data()[shared.index(t) + c];
    }
  }
}
