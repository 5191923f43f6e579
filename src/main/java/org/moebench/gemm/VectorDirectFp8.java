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

/** Direct kernels of FP8 codes, whose bits are moved into those of a float. */
final class VectorDirectFp8 {
  private VectorDirectFp8() {}

  /** 1 row; see {@link VectorDirectGemm}. */
  static void rows1(
      PackedWeights w,
      int words,
      int scales,
      DirectRows x,
      int row,
      float[] c,
      int co,
      int ldc,
      int shift,
      int bitsOfCode) {
    float[] a = x.scaled();
    int[] packed = w.words();
    float[] scale = w.scales();
    int groupWords = x.groupWords();
    int a0 = x.rowAt(row);
    IntVector mask = IntVector.broadcast(INT, bitsOfCode);
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, r0 = z;
    for (int g = 0; g < w.groups(); g++) {
      FloatVector u0a = z, v0a = z, u0b = z, v0b = z;
      int wg = words + g * groupWords * PANEL;
      int kg = g * groupWords * 4;
      for (int q = 0; q < groupWords; q++) {
        int i = wg + q * PANEL;
        int k = kg + q * 4;
        IntVector wl = IntVector.fromArray(INT, packed, i);
        IntVector wr = IntVector.fromArray(INT, packed, i + LANES);
        FloatVector f, h, b;
        f =
            wl.lanewise(VectorOperators.LSHL, 24)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        h =
            wr.lanewise(VectorOperators.LSHL, 24)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        f =
            wl.lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        h =
            wr.lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 1]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        f =
            wl.lanewise(VectorOperators.LSHL, 8)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        h =
            wr.lanewise(VectorOperators.LSHL, 8)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 2]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        f = wl.lanewise(VectorOperators.ASHR, shift).and(mask).reinterpretAsFloats();
        h = wr.lanewise(VectorOperators.ASHR, shift).and(mask).reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 3]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
      }
      int sg = scales + g * PANEL;
      FloatVector up = FloatVector.broadcast(FLOAT, x.mend());
      FloatVector sl = FloatVector.fromArray(FLOAT, scale, sg).mul(up);
      FloatVector sr = FloatVector.fromArray(FLOAT, scale, sg + LANES).mul(up);
      u0a = u0a.add(u0b);
      v0a = v0a.add(v0b);
      l0 = u0a.fma(sl, l0);
      r0 = v0a.fma(sr, r0);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
  }

  /** 2 rows; see {@link VectorDirectGemm}. */
  static void rows2(
      PackedWeights w,
      int words,
      int scales,
      DirectRows x,
      int row,
      float[] c,
      int co,
      int ldc,
      int shift,
      int bitsOfCode) {
    float[] a = x.scaled();
    int[] packed = w.words();
    float[] scale = w.scales();
    int groupWords = x.groupWords();
    int a0 = x.rowAt(row);
    int a1 = x.rowAt(row + 1);
    IntVector mask = IntVector.broadcast(INT, bitsOfCode);
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, r0 = z, l1 = z, r1 = z;
    for (int g = 0; g < w.groups(); g++) {
      FloatVector u0a = z, v0a = z, u0b = z, v0b = z, u1a = z, v1a = z, u1b = z, v1b = z;
      int wg = words + g * groupWords * PANEL;
      int kg = g * groupWords * 4;
      for (int q = 0; q < groupWords; q++) {
        int i = wg + q * PANEL;
        int k = kg + q * 4;
        IntVector wl = IntVector.fromArray(INT, packed, i);
        IntVector wr = IntVector.fromArray(INT, packed, i + LANES);
        FloatVector f, h, b;
        f =
            wl.lanewise(VectorOperators.LSHL, 24)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        h =
            wr.lanewise(VectorOperators.LSHL, 24)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        b = FloatVector.broadcast(FLOAT, a[a1 + k]);
        u1a = b.fma(f, u1a);
        v1a = b.fma(h, v1a);
        f =
            wl.lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        h =
            wr.lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 1]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 1]);
        u1b = b.fma(f, u1b);
        v1b = b.fma(h, v1b);
        f =
            wl.lanewise(VectorOperators.LSHL, 8)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        h =
            wr.lanewise(VectorOperators.LSHL, 8)
                .lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 2]);
        u0a = b.fma(f, u0a);
        v0a = b.fma(h, v0a);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 2]);
        u1a = b.fma(f, u1a);
        v1a = b.fma(h, v1a);
        f = wl.lanewise(VectorOperators.ASHR, shift).and(mask).reinterpretAsFloats();
        h = wr.lanewise(VectorOperators.ASHR, shift).and(mask).reinterpretAsFloats();
        b = FloatVector.broadcast(FLOAT, a[a0 + k + 3]);
        u0b = b.fma(f, u0b);
        v0b = b.fma(h, v0b);
        b = FloatVector.broadcast(FLOAT, a[a1 + k + 3]);
        u1b = b.fma(f, u1b);
        v1b = b.fma(h, v1b);
      }
      int sg = scales + g * PANEL;
      FloatVector up = FloatVector.broadcast(FLOAT, x.mend());
      FloatVector sl = FloatVector.fromArray(FLOAT, scale, sg).mul(up);
      FloatVector sr = FloatVector.fromArray(FLOAT, scale, sg + LANES).mul(up);
      u0a = u0a.add(u0b);
      v0a = v0a.add(v0b);
      l0 = u0a.fma(sl, l0);
      r0 = v0a.fma(sr, r0);
      u1a = u1a.add(u1b);
      v1a = v1a.add(v1b);
      l1 = u1a.fma(sl, l1);
      r1 = v1a.fma(sr, r1);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
  }
}
