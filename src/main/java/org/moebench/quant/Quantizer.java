// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/** Quantizes a matrix group by group; what differs between formats is in their {@link Codec}. */
final class Quantizer {
  private final QuantFormat format;
  private final float[] w;
  private final int k;
  private final int group;
  private final QuantizedMatrix target;
  private final int[] codes;

  private Quantizer(float[] w, int k, int group, QuantizedMatrix target) {
    this.format = target.format();
    this.w = w;
    this.k = k;
    this.group = group;
    this.target = target;
    this.codes = new int[group];
  }

  static QuantizedMatrix quantize(QuantFormat format, float[] w, int n, int k, int group) {
    QuantizedMatrix target = QuantizedMatrix.allocate(format, n, k, group);
    if (w.length < (long) n * k) {
      throw new IllegalArgumentException(
          w.length + " weights are too few for a " + n + " x " + k + " matrix");
    }
    Quantizer quantizer = new Quantizer(w, k, group, target);
    for (int row = 0; row < n; row++) {
      for (int g = 0; g < k / group; g++) {
        quantizer.quantizeGroup(row, g);
      }
    }
    return target;
  }

  private void quantizeGroup(int row, int g) {
    int from = row * k + g * group;
    for (int i = 0; i < group; i++) {
      if (!Float.isFinite(w[from + i])) {
        throw refuse(row, g * group + i, "is " + w[from + i] + ": weights must be finite");
      }
    }
    Codec codec = format.codec();
    float scale = codec.scale(w, from, group);
    if (!Float.isFinite(scale * codec.largest())) {
      throw refuse(row, g * group, "starts a group too large for " + format);
    }
    int zero = codec.zero(w, from, group, scale);
    codec.encode(w, from, group, scale, zero, codes);
    target.setGroup(row, g, codes, Bf16.fromFloat(scale), zero);
  }

  private static IllegalArgumentException refuse(int row, int col, String what) {
    return new IllegalArgumentException("weight at row " + row + ", column " + col + " " + what);
  }
}
