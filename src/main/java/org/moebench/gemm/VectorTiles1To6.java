// SPDX-License-Identifier: Apache-2.0
package org.moebench.gemm;

import static org.moebench.quant.PanelLayout.PANEL;
import static org.moebench.simd.VectorShapes.FLOAT;
import static org.moebench.simd.VectorShapes.LANES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of 1 to 6 rows, see {@link VectorTiles} for the contract they share. */
final class VectorTiles1To6 {
  private VectorTiles1To6() {}

  /** 1 row × two vectors of columns; see the class comment. */
  static void tile1(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
  }

  /** 2 rows × two vectors of columns; see the class comment. */
  static void tile2(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    FloatVector l1 = FloatVector.zero(FLOAT);
    FloatVector r1 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 2]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 2 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + LANES);
    l1.intoArray(c, co + ldc);
    r1.intoArray(c, co + ldc + LANES);
  }

  /** 3 rows × two vectors of columns; see the class comment. */
  static void tile3(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    FloatVector l1 = FloatVector.zero(FLOAT);
    FloatVector r1 = FloatVector.zero(FLOAT);
    FloatVector l2 = FloatVector.zero(FLOAT);
    FloatVector r2 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 3]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 3 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 3 + 2]);
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

  /** 4 rows × two vectors of columns; see the class comment. */
  static void tile4(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
    FloatVector l0 = FloatVector.zero(FLOAT);
    FloatVector r0 = FloatVector.zero(FLOAT);
    FloatVector l1 = FloatVector.zero(FLOAT);
    FloatVector r1 = FloatVector.zero(FLOAT);
    FloatVector l2 = FloatVector.zero(FLOAT);
    FloatVector r2 = FloatVector.zero(FLOAT);
    FloatVector l3 = FloatVector.zero(FLOAT);
    FloatVector r3 = FloatVector.zero(FLOAT);
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 4]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 4 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 4 + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 4 + 3]);
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

  /** 5 rows × two vectors of columns; see the class comment. */
  static void tile5(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
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
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 5]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 5 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 5 + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 5 + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 5 + 4]);
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

  /** 6 rows × two vectors of columns; see the class comment. */
  static void tile6(float[] a, int ao, float[] b, int bo, int k, float[] c, int co, int ldc) {
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
    for (int p = 0; p < k; p++) {
      FloatVector bl = FloatVector.fromArray(FLOAT, b, bo + p * PANEL);
      FloatVector br = FloatVector.fromArray(FLOAT, b, bo + p * PANEL + LANES);
      FloatVector x = FloatVector.broadcast(FLOAT, a[ao + p * 6]);
      l0 = x.fma(bl, l0);
      r0 = x.fma(br, r0);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 6 + 1]);
      l1 = x.fma(bl, l1);
      r1 = x.fma(br, r1);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 6 + 2]);
      l2 = x.fma(bl, l2);
      r2 = x.fma(br, r2);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 6 + 3]);
      l3 = x.fma(bl, l3);
      r3 = x.fma(br, r3);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 6 + 4]);
      l4 = x.fma(bl, l4);
      r4 = x.fma(br, r4);
      x = FloatVector.broadcast(FLOAT, a[ao + p * 6 + 5]);
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
