// SPDX-License-Identifier: Apache-2.0
package org.moebench.tensor;

/** Where data starts in large arrays that kernels read or write with full vectors. */
public final class Alignment {
  /**
   * First element used of an {@code int[]} or {@code float[]}.
   *
   * <p>With HotSpot's default object headers the elements of an array start 16 bytes into the
   * object, and G1 puts an object of half a region or more at the start of a region. Element 12 of
   * such an array therefore lies 16 + 4·12 = 64 bytes into the region: on a cache-line boundary, so
   * that 64-byte loads at multiples of 16 elements from it never straddle two lines. Elsewhere
   * (small arrays, other collectors, compact headers) the offset costs nothing but 48 bytes.
   */
  public static final int ALIGNED = 12;

  private Alignment() {}
}
