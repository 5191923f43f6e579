// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of 10 to 12 rows, see {@link VectorTiles} for the contract they share. */
final class VectorTiles10To12 {
  private VectorTiles10To12() {}

  /** 10 rows × two vectors of columns; see the class comment. */
  static void tile10(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    FloatVector l1 = FloatVector.zero(FLOAT);
    FloatVector r1 = FloatVector.zero(FLOAT);
    FloatVector l2 = FloatVector.zero(FLOAT);
    FloatVector r2 = FloatVector.zero(FLOAT);
    FloatVector l3 = FloatVector.zero(FLOAT);
    FloatVector r3 = FloatVector.zero(FLOAT);
    FloatVector l4 = FloatVector.zero(FLOAT);
    FloatVector r4 = FloatVector.zero(FLOAT);
    FloatVector l5 = FloatVector.zero(FLOAT);
    FloatVector r5 = FloatVector.zero(FLOAT);
    FloatVector l6 = FloatVector.zero(FLOAT);
    FloatVector r6 = FloatVector.zero(FLOAT);
    FloatVector l7 = FloatVector.zero(FLOAT);
    FloatVector r7 = FloatVector.zero(FLOAT);
    FloatVector l8 = FloatVector.zero(FLOAT);
    FloatVector r8 = FloatVector.zero(FLOAT);
    FloatVector l9 = FloatVector.zero(FLOAT);
    FloatVector r9 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 10]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 4]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 5]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 6]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 7]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 8]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 10 + 9]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
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
  }

  /** 11 rows × two vectors of columns; see the class comment. */
  static void tile11(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    FloatVector l1 = FloatVector.zero(FLOAT);
    FloatVector r1 = FloatVector.zero(FLOAT);
    FloatVector l2 = FloatVector.zero(FLOAT);
    FloatVector r2 = FloatVector.zero(FLOAT);
    FloatVector l3 = FloatVector.zero(FLOAT);
    FloatVector r3 = FloatVector.zero(FLOAT);
    FloatVector l4 = FloatVector.zero(FLOAT);
    FloatVector r4 = FloatVector.zero(FLOAT);
    FloatVector l5 = FloatVector.zero(FLOAT);
    FloatVector r5 = FloatVector.zero(FLOAT);
    FloatVector l6 = FloatVector.zero(FLOAT);
    FloatVector r6 = FloatVector.zero(FLOAT);
    FloatVector l7 = FloatVector.zero(FLOAT);
    FloatVector r7 = FloatVector.zero(FLOAT);
    FloatVector l8 = FloatVector.zero(FLOAT);
    FloatVector r8 = FloatVector.zero(FLOAT);
    FloatVector l9 = FloatVector.zero(FLOAT);
    FloatVector r9 = FloatVector.zero(FLOAT);
    FloatVector l10 = FloatVector.zero(FLOAT);
    FloatVector r10 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 11]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 4]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 5]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 6]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 7]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 8]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 9]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 11 + 10]);
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

  /** 12 rows × two vectors of columns; see the class comment. */
  static void tile12(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    FloatVector l1 = FloatVector.zero(FLOAT);
    FloatVector r1 = FloatVector.zero(FLOAT);
    FloatVector l2 = FloatVector.zero(FLOAT);
    FloatVector r2 = FloatVector.zero(FLOAT);
    FloatVector l3 = FloatVector.zero(FLOAT);
    FloatVector r3 = FloatVector.zero(FLOAT);
    FloatVector l4 = FloatVector.zero(FLOAT);
    FloatVector r4 = FloatVector.zero(FLOAT);
    FloatVector l5 = FloatVector.zero(FLOAT);
    FloatVector r5 = FloatVector.zero(FLOAT);
    FloatVector l6 = FloatVector.zero(FLOAT);
    FloatVector r6 = FloatVector.zero(FLOAT);
    FloatVector l7 = FloatVector.zero(FLOAT);
    FloatVector r7 = FloatVector.zero(FLOAT);
    FloatVector l8 = FloatVector.zero(FLOAT);
    FloatVector r8 = FloatVector.zero(FLOAT);
    FloatVector l9 = FloatVector.zero(FLOAT);
    FloatVector r9 = FloatVector.zero(FLOAT);
    FloatVector l10 = FloatVector.zero(FLOAT);
    FloatVector r10 = FloatVector.zero(FLOAT);
    FloatVector l11 = FloatVector.zero(FLOAT);
    FloatVector r11 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 12]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 4]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 5]);
      l5 = x.fma(bl, l5);
      r5 = x.fma(br, r5);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 6]);
      l6 = x.fma(bl, l6);
      r6 = x.fma(br, r6);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 7]);
      l7 = x.fma(bl, l7);
      r7 = x.fma(br, r7);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 8]);
      l8 = x.fma(bl, l8);
      r8 = x.fma(br, r8);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 9]);
      l9 = x.fma(bl, l9);
      r9 = x.fma(br, r9);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 10]);
      l10 = x.fma(bl, l10);
      r10 = x.fma(br, r10);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 12 + 11]);
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
