// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import org.moebench.simd.VectorShapes;
import org.moebench.tensor.Alignment;

/**
 * Activations as the direct kernels read them: each multiplied by the power of two that undoes
 * where its weight's code stands in a word, and the sums of every group. Scratch memory of one
 * worker.
 */
final class DirectRows {
  // Scaled rows are padded to whole words of up to 16 codes and read by vectors of up to 16 floats.
  private static final int PADDING = 16;

  private final float[] scaled;
  private final float[] sums;
  private final float[] lanes = new float[VectorShapes.LANES];
  private int stride;
  private int groups;
  private int groupWords;
  private float mend;

  DirectRows(int k, int rows) {
    scaled = new float[Alignment.ALIGNED + rows * padded(k)];
    sums = new float[rows * k];
  }

  private static int padded(int k) {
    return (k + PADDING - 1) / PADDING * PADDING;
  }

  /** Sets the sizes for one matrix. */
  void shape(int k, int groupCount, int wordsPerGroup, float factor) {
    stride = padded(k);
    groups = groupCount;
    groupWords = wordsPerGroup;
    mend = factor;
  }

  /** The scaled activations; row r starts at {@link #rowAt}. */
  float[] scaled() {
    return scaled;
  }

  int rowAt(int row) {
    return Alignment.ALIGNED + row * stride;
  }

  /** Elements from one row to the next. */
  int stride() {
    return stride;
  }

  /** Sum of a row's unscaled activations over a group. */
  float sum(int row, int group) {
    return sums[row * groups + group];
  }

  void sum(int row, int group, float sum) {
    sums[row * groups + group] = sum;
  }

  /** Scratch of one vector. */
  float[] lanes() {
    return lanes;
  }

  /** Words of a column and group. */
  int groupWords() {
    return groupWords;
  }

  /** What scales are multiplied by, to undo what is left of the codes' places. */
  float mend() {
    return mend;
  }
}
