// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.simd.VectorShapes;
import org.moebench.tensor.Rows;

/**
 * Decode kernel: dequantizes in registers, without a panel buffer, for few rows per expert. Bound
 * by reading the weights where there is one row; two rows share what unpacking costs. The next two
 * meet the panel in the first-level cache.
 *
 * <p>Codes are not moved to the low bits of a lane: an integer code is masked where it stands and
 * converted, which gives it times a power of two, and the activation it meets carries the inverse.
 * The group's scale multiplies the group's sum once, and the offset the sum of the activations:
 *
 * <pre>
 *  Σ x·(code·scale + offset) = scale · Σ (x·2^-s)·(code·2^s) + offset · Σ x
 * </pre>
 *
 * FP8 codes become floats as in the panel dequantizers; half of the power of two that mends their
 * exponent goes into the activations and half into the scale, so that neither leaves the floats.
 * FP32 panels need no unpacking: there this is {@link VectorPanelGemm}.
 *
 * <p>2-bit codes take another way where vectors are wide enough: {@link VectorDirectInt2Pairs}.
 *
 * <p>One width of codes and number of rows is one unrolled method, so that C2 compiles each on its
 * own and no vector crosses a call, which would box it.
 *
 * <p>Outputs are sums of partial sums per group, so their last bits differ from the panel kernel's.
 * They do not depend on which rows are computed together.
 */
public final class VectorDirectGemm implements GemmKernel {
  private static final int TILE_COLUMNS = 2 * VectorShapes.LANES;
  private static final int LANES = VectorShapes.LANES;

  /** Whether pairs of 2-bit codes select from a table. */
  private static final boolean PAIRS = LANES == VectorDirectInt2Pairs.LANES_NEEDED;

  private final QuantFormat format;
  private final float[] factors;
  private final float mend;

  /**
   * @param format format of the weights it will be given; quantized
   */
  public VectorDirectGemm(QuantFormat format) {
    this.format = format;
    mend = format.isFloat8() ? (float) Math.sqrt(exponentMend(format)) : 1;
    factors = new float[Math.max(LANES, format.codesPerWord())];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = factor(i % format.codesPerWord());
    }
  }

  private static double exponentMend(QuantFormat format) {
    return format == QuantFormat.FP8_E4M3 ? 0x1p120 : 0x1p112;
  }

  /** What the activation of a word's code j is multiplied by. */
  private float factor(int j) {
    if (format.isFloat8()) {
      return mend;
    }
    boolean inPlace = !(PAIRS && format.bits() == 2);
    // The last code is shifted down, as masking it in place would give it a sign.
    return !inPlace || j == format.codesPerWord() - 1 ? 1 : Math.scalb(1f, -j * format.bits());
  }

  @Override
  public void multiply(Rows x, ExpertPanels w, Rows out, Workspace workspace) {
    for (int row = 0; row < x.count(); row += Workspace.DIRECT_ROWS) {
      int rows = Math.min(Workspace.DIRECT_ROWS, x.count() - row);
      multiplyBlock(x, w, out, row, rows, workspace);
    }
  }

  private void multiplyBlock(
      Rows x, ExpertPanels w, Rows out, int row, int rows, Workspace workspace) {
    DirectRows input = workspace.directRows();
    prepare(x, row, rows, w.weights(), input);
    for (int panel = w.begin(); panel < w.end(); panel++) {
      int columns = Math.min(PANEL, w.weights().n() - panel * PANEL);
      for (int r = 0; r < rows; r += 2) {
        int count = Math.min(2, rows - r);
        if (columns == PANEL) {
          int at = out.index(row + r) + panel * PANEL;
          tile(count, w, panel, input, r, out.data(), at, out.stride());
        } else {
          float[] edge = workspace.scratch();
          int at = workspace.edgeAt();
          tile(count, w, panel, input, r, edge, at, PANEL);
          for (int i = 0; i < count; i++) {
            int to = out.index(row + r + i) + panel * PANEL;
            System.arraycopy(edge, at + i * PANEL, out.data(), to, columns);
          }
        }
      }
    }
  }

  /** Scales rows and sums their groups. */
  private void prepare(Rows x, int row, int rows, PackedWeights w, DirectRows to) {
    int codes = format.codesPerWord();
    to.shape(w.k(), w.groups(), Math.ceilDiv(w.group(), codes), mend);
    for (int r = 0; r < rows; r++) {
      int at = to.rowAt(r);
      scale(x.data(), x.index(row + r), w.k(), to.scaled(), at);
      Arrays.fill(to.scaled(), at + w.k(), at + to.stride(), 0);
      if (!format.isFloat8()) {
        for (int g = 0; g < w.groups(); g++) {
          int from = x.index(row + r) + g * w.group();
          to.sum(r, g, sum(x.data(), from, w.group(), to.lanes()));
        }
      }
    }
  }

  private void scale(float[] x, int from, int k, float[] to, int at) {
    int whole = k / LANES * LANES;
    int codes = factors.length - 1;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector factor = FloatVector.fromArray(VectorShapes.FLOAT, factors, i & codes);
      FloatVector.fromArray(VectorShapes.FLOAT, x, from + i).mul(factor).intoArray(to, at + i);
    }
    for (int i = whole; i < k; i++) {
      to[at + i] = x[from + i] * factors[i & codes];
    }
  }

  /** A sum in a fixed order: that of reduceLanes may change when the method is compiled. */
  private static float sum(float[] x, int from, int count, float[] lanes) {
    int whole = count / LANES * LANES;
    FloatVector sums = FloatVector.zero(VectorShapes.FLOAT);
    for (int i = 0; i < whole; i += LANES) {
      sums = sums.add(FloatVector.fromArray(VectorShapes.FLOAT, x, from + i));
    }
    sums.intoArray(lanes, 0);
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    for (int i = whole; i < count; i++) {
      sum += x[from + i];
    }
    return sum;
  }

  /** One panel for one row or two. */
  private void tile(
      int rows, ExpertPanels w, int panel, DirectRows x, int row, float[] c, int co, int ldc) {
    PackedWeights weights = w.weights();
    int words = weights.wordIndex(w.expert(), panel);
    int scales = weights.scaleIndex(w.expert(), panel);
    for (int column = 0; column < PANEL; column += TILE_COLUMNS) {
      int i = words + column;
      int s = scales + column;
      int o = co + column;
      switch (format) {
        case INT8_SYM, INT8_ASYM -> int8(rows, weights, i, s, x, row, c, o, ldc);
        case INT4_SYM, INT4_ASYM -> int4(rows, weights, i, s, x, row, c, o, ldc);
        case INT2_SYM, INT2_ASYM -> int2(rows, weights, i, s, x, row, c, o, ldc);
        case FP8_E4M3 -> fp8(rows, weights, i, s, x, row, c, o, ldc, 4, 0x87F00000);
        case FP8_E5M2 -> fp8(rows, weights, i, s, x, row, c, o, ldc, 3, 0x8FE00000);
        default -> throw new IllegalStateException(format + " needs no unpacking");
      }
    }
  }

  private static void int8(
      int rows, PackedWeights w, int i, int s, DirectRows x, int r, float[] c, int o, int ldc) {
    if (rows == 1) {
      VectorDirectInt8.rows1(w, i, s, x, r, c, o, ldc);
    } else {
      VectorDirectInt8.rows2(w, i, s, x, r, c, o, ldc);
    }
  }

  private static void int4(
      int rows, PackedWeights w, int i, int s, DirectRows x, int r, float[] c, int o, int ldc) {
    if (rows == 1) {
      VectorDirectInt4.rows1(w, i, s, x, r, c, o, ldc);
    } else {
      VectorDirectInt4.rows2(w, i, s, x, r, c, o, ldc);
    }
  }

  private static void int2(
      int rows, PackedWeights w, int i, int s, DirectRows x, int r, float[] c, int o, int ldc) {
    if (PAIRS) {
      if (rows == 1) {
        VectorDirectInt2Pairs.rows1(w, i, s, x, r, c, o, ldc);
      } else {
        VectorDirectInt2Pairs.rows2(w, i, s, x, r, c, o, ldc);
      }
    } else if (rows == 1) {
      VectorDirectInt2.rows1(w, i, s, x, r, c, o, ldc);
    } else {
      VectorDirectInt2.rows2(w, i, s, x, r, c, o, ldc);
    }
  }

  private static void fp8(
      int rows,
      PackedWeights w,
      int i,
      int s,
      DirectRows x,
      int r,
      float[] c,
      int o,
      int ldc,
      int shift,
      int bits) {
    if (rows == 1) {
      VectorDirectFp8.rows1(w, i, s, x, r, c, o, ldc, shift, bits);
    } else {
      VectorDirectFp8.rows2(w, i, s, x, r, c, o, ldc, shift, bits);
    }
  }
}
