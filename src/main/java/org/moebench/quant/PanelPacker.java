// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.moebench.quant.PanelLayout.PANEL;

/** Rearranges one expert's published bytes into its panels. */
final class PanelPacker {
  private final PackedWeights target;
  private final QuantizedMatrix matrix;
  private final QuantFormat format;
  private final int expert;

  /** The top bit of every code of a word for symmetric formats, whose sign bit is flipped. */
  private final int signBits;

  PanelPacker(PackedWeights target, int expert, QuantizedMatrix matrix) {
    boolean sameShape =
        matrix.n() == target.n() && matrix.k() == target.k() && matrix.group() == target.group();
    if (matrix.format() != target.format() || !sameShape) {
      throw new IllegalArgumentException("cannot pack " + matrix + " with " + target.layout());
    }
    this.target = target;
    this.expert = expert;
    this.matrix = matrix;
    this.format = matrix.format();
    this.signBits = format.isSymmetric() ? inEveryCode(1 << (format.bits() - 1)) : 0;
  }

  private int inEveryCode(int pattern) {
    int word = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += format.bits()) {
      word |= pattern << shift;
    }
    return word;
  }

  void pack() {
    for (int row = 0; row < matrix.n(); row++) {
      int panel = row / PANEL;
      int column = row % PANEL;
      if (format.hasScales()) {
        packScales(row, target.scaleIndex(expert, panel) + column);
      }
      packWords(row, target.wordIndex(expert, panel) + column);
    }
  }

  private void packScales(int row, int at) {
    for (int g = 0; g < matrix.groups(); g++) {
      float scale = matrix.scale(row, g);
      if (!Float.isFinite(scale * format.codec().largestFactor())) {
        throw refuse("scale " + scale, row, g * matrix.group(), "is too large for " + format);
      }
      target.scales()[at + g * PANEL] = scale;
      if (format.hasZeros()) {
        target.offsets()[at + g * PANEL] = -matrix.zero(row, g) * scale;
      }
    }
  }

  private void packWords(int row, int at) {
    int last = target.wordRows() - 1;
    for (int r = 0; r < last; r++) {
      packWord(row, r, at, 0);
    }
    packWord(row, last, at, beyondLastColumn(row));
  }

  private void packWord(int row, int r, int at, int padding) {
    int word = (matrix.word(row, r) ^ signBits) | padding;
    if (format.isFloat8()) {
      checkFinite(word, row, r);
    }
    if (format.hasScales()) {
      target.words()[at + r * PANEL] = word;
    } else {
      target.floats()[at + r * PANEL] = Float.intBitsToFloat(word);
    }
  }

  /**
   * Codes of value 0 for the places of the last word beyond K: the zero point. (Symmetric codes are
   * right already, and FP8's zero is 0.)
   */
  private int beyondLastColumn(int row) {
    int used = matrix.k() % format.codesPerWord();
    if (used == 0 || !format.hasZeros()) {
      return 0;
    }
    int zero = matrix.zero(row, matrix.groups() - 1);
    return inEveryCode(zero) & (-1 << (used * format.bits()));
  }

  private void checkFinite(int word, int row, int r) {
    for (int i = 0; i < format.codesPerWord(); i++) {
      int code = (word >>> (i * Byte.SIZE)) & 0xFF;
      if (!Float.isFinite(format.codec().decode(code, 0))) {
        int col = r * format.codesPerWord() + i;
        throw refuse("code 0x" + Integer.toHexString(code), row, col, "is not finite");
      }
    }
  }

  private static IllegalArgumentException refuse(String subject, int row, int col, String what) {
    return new IllegalArgumentException(
        subject + " at row " + row + ", column " + col + " " + what);
  }
}
