// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.INT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.moebench.quant.PackedWeights;

/**
 * Direct kernels of 2-bit integer codes for vectors of 16 lanes: two codes of a column are a number
 * of 4 bits, which selects one of the 16 sums that their two activations can give. That takes two
 * and a half operations a vector of weights where masking, converting and multiplying takes three.
 *
 * <p>The table of sums is made anew for every panel: kept for all of K it would be as large as the
 * first-level cache, and reading it disturbs what prefetches the weights.
 */
final class VectorDirectInt2Pairs {
  /** Lanes that a table of all pairs needs. */
  static final int LANES_NEEDED = 16;

  private static final float[] LOW = new float[LANES_NEEDED];
  private static final float[] HIGH = new float[LANES_NEEDED];

  static {
    for (int pair = 0; pair < LANES_NEEDED; pair++) {
      LOW[pair] = pair & 3;
      HIGH[pair] = pair >> 2;
    }
  }

  private VectorDirectInt2Pairs() {}

  /** 1 row; see {@link VectorDirectGemm}. */
  static void rows1(
      PackedWeights w, int words, int scales, DirectRows x, int row, float[] c, int co, int ldc) {
    float[] a = x.scaled();
    int[] packed = w.words();
    float[] scale = w.scales();
    float[] offset = w.format().hasZeros() ? w.offsets() : scale;
    float half = w.format().hasZeros() ? 1 : -2;
    int groupWords = x.groupWords();
    int a0 = x.rowAt(row);
    FloatVector low = FloatVector.fromArray(FLOAT, LOW, 0);
    FloatVector high = FloatVector.fromArray(FLOAT, HIGH, 0);
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, r0 = z;
    for (int g = 0; g < w.groups(); g++) {
      FloatVector u0 = z, v0 = z;
      int wg = words + g * groupWords * PANEL;
      int kg = g * groupWords * 16;
      for (int q = 0; q < groupWords; q++) {
        int i = wg + q * PANEL;
        int k = kg + q * 16;
        IntVector wl = IntVector.fromArray(INT, packed, i);
        IntVector wr = IntVector.fromArray(INT, packed, i + LANES);
        IntVector f, h, t;
        FloatVector b;
        f = wl;
        h = wr;
        b = FloatVector.broadcast(FLOAT, a[a0 + k]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 1]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 4);
        h = wr.lanewise(VectorOperators.LSHR, 4);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 2]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 3]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 8);
        h = wr.lanewise(VectorOperators.LSHR, 8);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 4]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 5]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 12);
        h = wr.lanewise(VectorOperators.LSHR, 12);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 6]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 7]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 16);
        h = wr.lanewise(VectorOperators.LSHR, 16);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 8]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 9]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 20);
        h = wr.lanewise(VectorOperators.LSHR, 20);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 10]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 11]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 24);
        h = wr.lanewise(VectorOperators.LSHR, 24);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 12]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 13]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 28);
        h = wr.lanewise(VectorOperators.LSHR, 28);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 14]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 15]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
      }
      int sg = scales + g * PANEL;
      FloatVector sl = FloatVector.fromArray(FLOAT, scale, sg);
      FloatVector sr = FloatVector.fromArray(FLOAT, scale, sg + LANES);
      FloatVector ol = FloatVector.fromArray(FLOAT, offset, sg);
      FloatVector or = FloatVector.fromArray(FLOAT, offset, sg + LANES);
      FloatVector s;
      l0 = u0.fma(sl, l0);
      r0 = v0.fma(sr, r0);
      s = FloatVector.broadcast(FLOAT, x.sum(row, g) * half);
      l0 = s.fma(ol, l0);
      r0 = s.fma(or, r0);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
  }

  /** 2 rows; see {@link VectorDirectGemm}. */
  static void rows2(
      PackedWeights w, int words, int scales, DirectRows x, int row, float[] c, int co, int ldc) {
    float[] a = x.scaled();
    int[] packed = w.words();
    float[] scale = w.scales();
    float[] offset = w.format().hasZeros() ? w.offsets() : scale;
    float half = w.format().hasZeros() ? 1 : -2;
    int groupWords = x.groupWords();
    int a0 = x.rowAt(row);
    int a1 = x.rowAt(row + 1);
    FloatVector low = FloatVector.fromArray(FLOAT, LOW, 0);
    FloatVector high = FloatVector.fromArray(FLOAT, HIGH, 0);
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, r0 = z, l1 = z, r1 = z;
    for (int g = 0; g < w.groups(); g++) {
      FloatVector u0 = z, v0 = z, u1 = z, v1 = z;
      int wg = words + g * groupWords * PANEL;
      int kg = g * groupWords * 16;
      for (int q = 0; q < groupWords; q++) {
        int i = wg + q * PANEL;
        int k = kg + q * 16;
        IntVector wl = IntVector.fromArray(INT, packed, i);
        IntVector wr = IntVector.fromArray(INT, packed, i + LANES);
        IntVector f, h, t;
        FloatVector b;
        f = wl;
        h = wr;
        b = FloatVector.broadcast(FLOAT, a[a0 + k]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 1]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 1]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 4);
        h = wr.lanewise(VectorOperators.LSHR, 4);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 2]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 3]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 2]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 3]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 8);
        h = wr.lanewise(VectorOperators.LSHR, 8);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 4]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 5]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 4]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 5]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 12);
        h = wr.lanewise(VectorOperators.LSHR, 12);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 6]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 7]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 6]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 7]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 16);
        h = wr.lanewise(VectorOperators.LSHR, 16);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 8]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 9]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 8]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 9]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 20);
        h = wr.lanewise(VectorOperators.LSHR, 20);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 10]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 11]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 10]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 11]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 24);
        h = wr.lanewise(VectorOperators.LSHR, 24);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 12]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 13]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 12]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 13]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
        f = wl.lanewise(VectorOperators.LSHR, 28);
        h = wr.lanewise(VectorOperators.LSHR, 28);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 14]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a0 + k + 15]).fma(high, b).reinterpretAsInts();
        u0 = u0.add(f.selectFrom(t).reinterpretAsFloats());
        v0 = v0.add(h.selectFrom(t).reinterpretAsFloats());
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 14]).mul(low);
        t = FloatVector.broadcast(FLOAT, a[a1 + k + 15]).fma(high, b).reinterpretAsInts();
        u1 = u1.add(f.selectFrom(t).reinterpretAsFloats());
        v1 = v1.add(h.selectFrom(t).reinterpretAsFloats());
      }
      int sg = scales + g * PANEL;
      FloatVector sl = FloatVector.fromArray(FLOAT, scale, sg);
      FloatVector sr = FloatVector.fromArray(FLOAT, scale, sg + LANES);
      FloatVector ol = FloatVector.fromArray(FLOAT, offset, sg);
      FloatVector or = FloatVector.fromArray(FLOAT, offset, sg + LANES);
      FloatVector s;
      l0 = u0.fma(sl, l0);
      r0 = v0.fma(sr, r0);
      s = FloatVector.broadcast(FLOAT, x.sum(row, g) * half);
      l0 = s.fma(ol, l0);
      r0 = s.fma(or, r0);
      l1 = u1.fma(sl, l1);
      r1 = v1.fma(sr, r1);
      s = FloatVector.broadcast(FLOAT, x.sum(row + 1, g) * half);
      l1 = s.fma(ol, l1);
      r1 = s.fma(or, r1);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
  }
}
