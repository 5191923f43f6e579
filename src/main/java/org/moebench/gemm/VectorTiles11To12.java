// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of 11 to 12 rows, two steps of k at a time (k is even). */
final class VectorTiles11To12 {
  private VectorTiles11To12() {}

  /** 11 rows; see {@link VectorTiles}. */
  static void tile11(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z,
        l1 = z,
        l2 = z,
        l3 = z,
        l4 = z,
        l5 = z,
        l6 = z,
        l7 = z,
        l8 = z,
        l9 = z,
        l10 = z;
    FloatVector r0 = z,
        r1 = z,
        r2 = z,
        r3 = z,
        r4 = z,
        r5 = z,
        r6 = z,
        r7 = z,
        r8 = z,
        r9 = z,
        r10 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p += 2) {
      int i = ao + p * 11;
      int j = bo + p * PANEL;
      bl = FloatVector.fromArray(FLOAT, b, j);
      br = FloatVector.fromArray(FLOAT, b, j + LANES);
      x = FloatVector.broadcast(FLOAT, a[i]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[i + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[i + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[i + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[i + 4]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[i + 5]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[i + 6]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[i + 7]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[i + 8]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[i + 9]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
      x = FloatVector.broadcast(FLOAT, a[i + 10]);
      l10 = x.fma(bl, l10);
      r10 = x.fma(br, r10);
      bl = FloatVector.fromArray(FLOAT, b, j + 1 * PANEL);
      br = FloatVector.fromArray(FLOAT, b, j + 1 * PANEL + LANES);
      x = FloatVector.broadcast(FLOAT, a[i + 11]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[i + 12]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[i + 13]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[i + 14]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[i + 15]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[i + 16]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[i + 17]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[i + 18]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[i + 19]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[i + 20]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
      x = FloatVector.broadcast(FLOAT, a[i + 21]);
      l10 = x.fma(bl, l10);
      r10 = x.fma(br, r10);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
    l2.intoArray(c, co + 2 * ldc);
    r2.intoArray(c, co + 2 * ldc + LANES);
    l3.intoArray(c, co + 3 * ldc);
    r3.intoArray(c, co + 3 * ldc + LANES);
    l4.intoArray(c, co + 4 * ldc);
    r4.intoArray(c, co + 4 * ldc + LANES);
    l5.intoArray(c, co + 5 * ldc);
    r5.intoArray(c, co + 5 * ldc + LANES);
    l6.intoArray(c, co + 6 * ldc);
    r6.intoArray(c, co + 6 * ldc + LANES);
    l7.intoArray(c, co + 7 * ldc);
    r7.intoArray(c, co + 7 * ldc + LANES);
    l8.intoArray(c, co + 8 * ldc);
    r8.intoArray(c, co + 8 * ldc + LANES);
    l9.intoArray(c, co + 9 * ldc);
    r9.intoArray(c, co + 9 * ldc + LANES);
    l10.intoArray(c, co + 10 * ldc);
    r10.intoArray(c, co + 10 * ldc + LANES);
  }

  /** 12 rows; see {@link VectorTiles}. */
  static void tile12(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z,
        l1 = z,
        l2 = z,
        l3 = z,
        l4 = z,
        l5 = z,
        l6 = z,
        l7 = z,
        l8 = z,
        l9 = z,
        l10 = z,
        l11 = z;
    FloatVector r0 = z,
        r1 = z,
        r2 = z,
        r3 = z,
        r4 = z,
        r5 = z,
        r6 = z,
        r7 = z,
        r8 = z,
        r9 = z,
        r10 = z,
        r11 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p += 2) {
      int i = ao + p * 12;
      int j = bo + p * PANEL;
      bl = FloatVector.fromArray(FLOAT, b, j);
      br = FloatVector.fromArray(FLOAT, b, j + LANES);
      x = FloatVector.broadcast(FLOAT, a[i]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[i + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[i + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[i + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[i + 4]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[i + 5]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[i + 6]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[i + 7]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[i + 8]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[i + 9]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
      x = FloatVector.broadcast(FLOAT, a[i + 10]);
      l10 = x.fma(bl, l10);
      r10 = x.fma(br, r10);
      x = FloatVector.broadcast(FLOAT, a[i + 11]);
      l11 = x.fma(bl, l11);
      r11 = x.fma(br, r11);
      bl = FloatVector.fromArray(FLOAT, b, j + 1 * PANEL);
      br = FloatVector.fromArray(FLOAT, b, j + 1 * PANEL + LANES);
      x = FloatVector.broadcast(FLOAT, a[i + 12]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[i + 13]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[i + 14]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[i + 15]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[i + 16]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[i + 17]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[i + 18]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[i + 19]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[i + 20]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[i + 21]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
      x = FloatVector.broadcast(FLOAT, a[i + 22]);
      l10 = x.fma(bl, l10);
      r10 = x.fma(br, r10);
      x = FloatVector.broadcast(FLOAT, a[i + 23]);
      l11 = x.fma(bl, l11);
      r11 = x.fma(br, r11);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
    l2.intoArray(c, co + 2 * ldc);
    r2.intoArray(c, co + 2 * ldc + LANES);
    l3.intoArray(c, co + 3 * ldc);
    r3.intoArray(c, co + 3 * ldc + LANES);
    l4.intoArray(c, co + 4 * ldc);
    r4.intoArray(c, co + 4 * ldc + LANES);
    l5.intoArray(c, co + 5 * ldc);
    r5.intoArray(c, co + 5 * ldc + LANES);
    l6.intoArray(c, co + 6 * ldc);
    r6.intoArray(c, co + 6 * ldc + LANES);
    l7.intoArray(c, co + 7 * ldc);
    r7.intoArray(c, co + 7 * ldc + LANES);
    l8.intoArray(c, co + 8 * ldc);
    r8.intoArray(c, co + 8 * ldc + LANES);
    l9.intoArray(c, co + 9 * ldc);
    r9.intoArray(c, co + 9 * ldc + LANES);
    l10.intoArray(c, co + 10 * ldc);
    r10.intoArray(c, co + 10 * ldc + LANES);
    l11.intoArray(c, co + 11 * ldc);
    r11.intoArray(c, co + 11 * ldc + LANES);
  }
}
