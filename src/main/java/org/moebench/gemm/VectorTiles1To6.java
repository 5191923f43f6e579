// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of 1 to 6 rows. */
final class VectorTiles1To6 {
  private VectorTiles1To6() {}

  /** 1 row; see {@link VectorTiles}. */
  static void tile1(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z;
    FloatVector r0 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p++) {
      int i = ao + p;
      int j = bo + p * PANEL;
      bl = FloatVector.fromArray(FLOAT, b, j);
      br = FloatVector.fromArray(FLOAT, b, j + LANES);
      x = FloatVector.broadcast(FLOAT, a[i]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
  }

  /** 2 rows; see {@link VectorTiles}. */
  static void tile2(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, l1 = z;
    FloatVector r0 = z, r1 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p++) {
      int i = ao + p * 2;
      int j = bo + p * PANEL;
      bl = FloatVector.fromArray(FLOAT, b, j);
      br = FloatVector.fromArray(FLOAT, b, j + LANES);
      x = FloatVector.broadcast(FLOAT, a[i]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[i + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
  }

  /** 3 rows; see {@link VectorTiles}. */
  static void tile3(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, l1 = z, l2 = z;
    FloatVector r0 = z, r1 = z, r2 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p++) {
      int i = ao + p * 3;
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
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
    l2.intoArray(c, co + 2 * ldc);
    r2.intoArray(c, co + 2 * ldc + LANES);
  }

  /** 4 rows; see {@link VectorTiles}. */
  static void tile4(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, l1 = z, l2 = z, l3 = z;
    FloatVector r0 = z, r1 = z, r2 = z, r3 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p++) {
      int i = ao + p * 4;
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
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
    l2.intoArray(c, co + 2 * ldc);
    r2.intoArray(c, co + 2 * ldc + LANES);
    l3.intoArray(c, co + 3 * ldc);
    r3.intoArray(c, co + 3 * ldc + LANES);
  }

  /** 5 rows; see {@link VectorTiles}. */
  static void tile5(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, l1 = z, l2 = z, l3 = z, l4 = z;
    FloatVector r0 = z, r1 = z, r2 = z, r3 = z, r4 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p++) {
      int i = ao + p * 5;
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
  }

  /** 6 rows; see {@link VectorTiles}. */
  static void tile6(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector z = FloatVector.zero(FLOAT);
    FloatVector l0 = z, l1 = z, l2 = z, l3 = z, l4 = z, l5 = z;
    FloatVector r0 = z, r1 = z, r2 = z, r3 = z, r4 = z, r5 = z;
    FloatVector bl, br, x;
    for (int p = 0; p < k; p++) {
      int i = ao + p * 6;
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
  }
}
