// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import java.util.Arrays;

/**
 * Additive biases of every expert: those of gate and up before the activation, those of down after
 * it. Any of the three may be {@code null}: then that projection has none.
 *
 * @param gate [experts][I]
 * @param up [experts][I]
 * @param down [experts][D]
 */
@SuppressWarnings("ArrayRecordComponent") // read by kernels; never changed after construction
public record ExpertBiases(float[] gate, float[] up, float[] down) {
  /** No bias anywhere. */
  public static final ExpertBiases NONE = new ExpertBiases(null, null, null);

  /**
   * The part of one rank: its rows of gate and up, and 1/ranks of down, which sums to the whole.
   */
  ExpertBiases shard(int experts, int rank, int ranks) {
    float[] part = down == null ? null : down.clone();
    for (int i = 0; part != null && i < part.length; i++) {
      part[i] /= ranks;
    }
    return new ExpertBiases(
        slice(gate, experts, rank, ranks), slice(up, experts, rank, ranks), part);
  }

  private static float[] slice(float[] all, int experts, int rank, int ranks) {
    if (all == null) {
      return null;
    }
    int size = all.length / experts;
    int part = size / ranks;
    float[] slice = new float[experts * part];
    for (int e = 0; e < experts; e++) {
      System.arraycopy(all, e * size + rank * part, slice, e * part, part);
    }
    return slice;
  }

  /** Rows of {@code size} copied to a stride; zeros for {@code null}. */
  static float[] padded(float[] all, int experts, int size, int stride) {
    float[] padded = new float[experts * stride];
    for (int e = 0; all != null && e < experts; e++) {
      System.arraycopy(all, e * size, padded, e * stride, size);
    }
    return padded;
  }

  /** Checks lengths against a shape. */
  void check(int experts, int hidden, int intermediate) {
    check("gate", gate, experts * intermediate);
    check("up", up, experts * intermediate);
    check("down", down, experts * hidden);
  }

  private static void check(String name, float[] bias, int length) {
    if (bias != null && bias.length != length) {
      throw new IllegalArgumentException(
          name + " bias has " + bias.length + " elements, expected " + length);
    }
  }

  /** Bytes held. */
  long bytes() {
    return Float.BYTES
        * Arrays.stream(new float[][] {gate, up, down})
            .mapToLong(bias -> bias == null ? 0 : bias.length)
            .sum();
  }
}
