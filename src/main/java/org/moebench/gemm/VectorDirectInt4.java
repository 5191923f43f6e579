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

/** Direct kernels of 4-bit integer codes. */
final class VectorDirectInt4 {
  private VectorDirectInt4() {}

  /** 1 row; see {@link VectorDirectGemm}. */
  static void rows1(
      PackedWeights w, int words, int scales, DirectRows x, int row, float[] c, int co, int ldc) {
    float[] a = x.scaled();
    int[] packed = w.words();
    float[] scale = w.scales();
    float[] offset = w.format().hasZeros() ? w.offsets() : scale;
    float half = w.format().hasZeros() ? 1 : -8;
    int groupWords = x.groupWords();
    int a0 = x.rowAt(row);
    IntVector m0 = IntVector.broadcast(INT, 0xf);
    IntVector m1 = IntVector.broadcast(INT, 0xf0);
    IntVector m2 = IntVector.broadcast(INT, 0xf00);
    IntVector m3 = IntVector.broadcast(INT, 0xf000);
    IntVector m4 = IntVector.broadcast(INT, 0xf0000);
    IntVector m5 = IntVector.broadcast(INT, 0xf00000);
    IntVector m6 = IntVector.broadcast(INT, 0xf000000);
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, r0 = z;
    for (int g = 0; g < w.groups(); g++) {
      FloatVector u0a = z, v0a = z, u0b = z, v0b = z;
      int wg = words + g * groupWords * PANEL;
      int kg = g * groupWords * 8;
      for (int q = 0; q < groupWords; q++) {
        int i = wg + q * PANEL;
        int k = kg + q * 8;
        IntVector wl = IntVector.fromArray(INT, packed, i);
        IntVector wr = IntVector.fromArray(INT, packed, i + LANES);
        FloatVector f, h, b;
        f = (FloatVector) wl.and(m0).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m0).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        f = (FloatVector) wl.and(m1).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m1).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 1]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        f = (FloatVector) wl.and(m2).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m2).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 2]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        f = (FloatVector) wl.and(m3).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m3).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 3]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        f = (FloatVector) wl.and(m4).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m4).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 4]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        f = (FloatVector) wl.and(m5).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m5).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 5]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        f = (FloatVector) wl.and(m6).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m6).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 6]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        f = (FloatVector) wl.lanewise(VectorOperators.LSHR, 28).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.lanewise(VectorOperators.LSHR, 28).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 7]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
      }
      int sg = scales + g * PANEL;
      FloatVector sl = FloatVector.fromArray(FLOAT, scale, sg);
      FloatVector sr = FloatVector.fromArray(FLOAT, scale, sg + LANES);
      FloatVector ol = FloatVector.fromArray(FLOAT, offset, sg);
      FloatVector or = FloatVector.fromArray(FLOAT, offset, sg + LANES);
      FloatVector t;
      u0a = u0a.add(u0b);
      v0a = v0a.add(v0b);
      l0 = u0a.fma(sl, l0);
      r0 = v0a.fma(sr, r0);
      t = FloatVector.broadcast(FLOAT, x.sum(row, g) * half);
      l0 = t.fma(ol, l0);
      r0 = t.fma(or, r0);
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
    float half = w.format().hasZeros() ? 1 : -8;
    int groupWords = x.groupWords();
    int a0 = x.rowAt(row);
    int a1 = x.rowAt(row + 1);
    IntVector m0 = IntVector.broadcast(INT, 0xf);
    IntVector m1 = IntVector.broadcast(INT, 0xf0);
    IntVector m2 = IntVector.broadcast(INT, 0xf00);
    IntVector m3 = IntVector.broadcast(INT, 0xf000);
    IntVector m4 = IntVector.broadcast(INT, 0xf0000);
    IntVector m5 = IntVector.broadcast(INT, 0xf00000);
    IntVector m6 = IntVector.broadcast(INT, 0xf000000);
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, r0 = z, l1 = z, r1 = z;
    for (int g = 0; g < w.groups(); g++) {
      FloatVector u0a = z, v0a = z, u0b = z, v0b = z, u1a = z, v1a = z, u1b = z, v1b = z;
      int wg = words + g * groupWords * PANEL;
      int kg = g * groupWords * 8;
      for (int q = 0; q < groupWords; q++) {
        int i = wg + q * PANEL;
        int k = kg + q * 8;
        IntVector wl = IntVector.fromArray(INT, packed, i);
        IntVector wr = IntVector.fromArray(INT, packed, i + LANES);
        FloatVector f, h, b;
        f = (FloatVector) wl.and(m0).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m0).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        b = FloatVector.broadcast(FLOAT, a[a1 + k]);
        u1a = b.fma(f, u1a);
        v1a = b.fma(h, v1a);
        f = (FloatVector) wl.and(m1).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m1).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 1]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 1]);
        u1b = b.fma(f, u1b);
        v1b = b.fma(h, v1b);
        f = (FloatVector) wl.and(m2).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m2).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 2]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 2]);
        u1a = b.fma(f, u1a);
        v1a = b.fma(h, v1a);
        f = (FloatVector) wl.and(m3).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m3).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 3]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 3]);
        u1b = b.fma(f, u1b);
        v1b = b.fma(h, v1b);
        f = (FloatVector) wl.and(m4).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m4).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 4]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 4]);
        u1a = b.fma(f, u1a);
        v1a = b.fma(h, v1a);
        f = (FloatVector) wl.and(m5).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m5).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 5]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 5]);
        u1b = b.fma(f, u1b);
        v1b = b.fma(h, v1b);
        f = (FloatVector) wl.and(m6).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.and(m6).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 6]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 6]);
        u1a = b.fma(f, u1a);
        v1a = b.fma(h, v1a);
        f = (FloatVector) wl.lanewise(VectorOperators.LSHR, 28).convert(VectorOperators.I2F, 0);
        h = (FloatVector) wr.lanewise(VectorOperators.LSHR, 28).convert(VectorOperators.I2F, 0);
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 7]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 7]);
        u1b = b.fma(f, u1b);
        v1b = b.fma(h, v1b);
      }
      int sg = scales + g * PANEL;
      FloatVector sl = FloatVector.fromArray(FLOAT, scale, sg);
      FloatVector sr = FloatVector.fromArray(FLOAT, scale, sg + LANES);
      FloatVector ol = FloatVector.fromArray(FLOAT, offset, sg);
      FloatVector or = FloatVector.fromArray(FLOAT, offset, sg + LANES);
      FloatVector t;
      u0a = u0a.add(u0b);
      v0a = v0a.add(v0b);
      l0 = u0a.fma(sl, l0);
      r0 = v0a.fma(sr, r0);
      t = FloatVector.broadcast(FLOAT, x.sum(row, g) * half);
      l0 = t.fma(ol, l0);
      r0 = t.fma(or, r0);
      u1a = u1a.add(u1b);
      v1a = v1a.add(v1b);
      l1 = u1a.fma(sl, l1);
      r1 = v1a.fma(sr, r1);
      t = FloatVector.broadcast(FLOAT, x.sum(row + 1, g) * half);
      l1 = t.fma(ol, l1);
      r1 = t.fma(or, r1);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
  }
}
