// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

/**
 * One expert's weight matrix, {@code n} rows (output features) of {@code k} columns (input
 * features), in the published byte layout of auto-round's MoE kernels.
 *
 * <p>Row after row, the lower column in the lower bits, signed codes in two's complement:
 *
 * <pre>
 *            byte 0                    byte 1                   ...  bytes of a row
 * 8 bits   | col 0                   | col 1                   |     k
 *            7                     0   7                     0
 * 4 bits   | col 1      | col 0      | col 3      | col 2      |     k / 2
 *            7        4   3        0   7        4   3        0
 * 2 bits   | c3  | c2  | c1  | c0  | c7  | c6  | c5  | c4      |     k / 4
 *            7 6   5 4   3 2   1 0
 * FP32       the float's 4 bytes, lowest first                       4·k
 * </pre>
 *
 * Scales are bf16, one per row and group of {@code group} columns: {@code scales[row * k/group +
 * g]}; asymmetric formats have a zero point beside each. {@code value = codec.decode(code, zero) ·
 * scale}, in float32.
 */
public final class QuantizedMatrix {
  /** Most weights of a matrix, so that even FP32's bytes fit an array. */
  static final int MAX_WEIGHTS = (1 << 29) - Long.BYTES;

  private static final byte[] NO_BYTES = {};
  private static final short[] NO_SCALES = {};

  private final QuantFormat format;
  private final int n;
  private final int k;
  private final int group;
  private final int rowBytes;
  private final byte[] packed;
  private final short[] scales;
  private final byte[] zeros;

  private QuantizedMatrix(
      QuantFormat format, int n, int k, int group, byte[] packed, short[] scales, byte[] zeros) {
    this.format = format;
    this.n = n;
    this.k = k;
    this.group = group;
    this.rowBytes = (int) CodeBytes.length(k, format.bits());
    this.packed = packed;
    this.scales = scales;
    this.zeros = zeros;
  }

  /** A matrix to be filled group by group. */
  static QuantizedMatrix allocate(QuantFormat format, int n, int k, int group) {
    checkShape(format, n, k, group);
    byte[] packed = new byte[packedLength(format, n, k)];
    int groups = n * (k / group);
    return new QuantizedMatrix(
        format,
        n,
        k,
        group,
        packed,
        format.hasScales() ? new short[groups] : NO_SCALES,
        format.hasZeros() ? new byte[groups] : NO_BYTES);
  }

  /**
   * A matrix from published bytes, which are copied.
   *
   * @param packed codes in the layout above
   * @param scales bf16 bit patterns, [n][k/group]; empty for FP32
   * @param zeros zero points as unsigned bytes, [n][k/group]; empty unless the format has them
   * @throws IllegalArgumentException if the shape is impossible or a length does not fit it
   */
  public static QuantizedMatrix of(
      QuantFormat format, int n, int k, int group, byte[] packed, short[] scales, byte[] zeros) {
    QuantizedMatrix shape = allocate(format, n, k, group);
    checkLength("packed bytes", packed.length, shape.packed.length);
    checkLength("scales", scales.length, shape.scales.length);
    checkLength("zero points", zeros.length, shape.zeros.length);
    return new QuantizedMatrix(format, n, k, group, packed.clone(), scales.clone(), zeros.clone());
  }

  private static void checkShape(QuantFormat format, int n, int k, int group) {
    if (n < 1 || k < 1 || group < 1) {
      throw new IllegalArgumentException(
          "a matrix of " + n + " x " + k + " weights in groups of " + group);
    }
    if (k % group != 0) {
      throw new IllegalArgumentException(k + " columns are no multiple of the group, " + group);
    }
    int codesPerByte = Math.max(1, Byte.SIZE / format.bits());
    if (k % codesPerByte != 0) {
      throw new IllegalArgumentException(
          k + " columns of " + format + " do not fill whole bytes of " + codesPerByte + " codes");
    }
  }

  private static int packedLength(QuantFormat format, int n, int k) {
    if ((long) n * k > MAX_WEIGHTS) {
      throw new IllegalArgumentException(
          "a matrix of " + n + " x " + k + " weights is too large: at most " + MAX_WEIGHTS);
    }
    return (int) (n * CodeBytes.length(k, format.bits()));
  }

  private static void checkLength(String what, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(length + " " + what + ", expected " + expected);
    }
  }

  /** Stores one group's codes, bf16 scale and zero point; each group once. */
  void setGroup(int row, int g, int[] codes, short scale, int zero) {
    for (int i = 0; i < group; i++) {
      CodeBytes.put(packed, row * rowBytes, g * group + i, format.bits(), codes[i]);
    }
    int at = row * groups() + g;
    if (format.hasScales()) {
      scales[at] = scale;
    }
    if (format.hasZeros()) {
      zeros[at] = (byte) zero;
    }
  }

  public QuantFormat format() {
    return format;
  }

  /** Rows: output features. */
  public int n() {
    return n;
  }

  /** Columns: input features. */
  public int k() {
    return k;
  }

  /** Columns that share a scale. */
  public int group() {
    return group;
  }

  /** Groups of a row. */
  public int groups() {
    return k / group;
  }

  /** A copy of the packed bytes. */
  public byte[] packed() {
    return packed.clone();
  }

  /** The scale of a group as a bf16 bit pattern; that of 1 for FP32. */
  public short scaleBits(int row, int g) {
    return format.hasScales() ? scales[row * groups() + g] : Bf16.fromFloat(1f);
  }

  /** The scale of a group. */
  public float scale(int row, int g) {
    return Bf16.toFloat(scaleBits(row, g));
  }

  /** The zero point of a group, 0 to 255; 0 for formats without. */
  public int zero(int row, int g) {
    return format.hasZeros() ? zeros[row * groups() + g] & 0xFF : 0;
  }

  /** The code of a weight: signed, unsigned or a bit pattern, as {@link Codec} says. */
  public int code(int row, int col) {
    return format.codec().fromPattern(CodeBytes.get(packed, row * rowBytes, col, format.bits()));
  }

  /** The weight a kernel computes with: float32. */
  public float value(int row, int col) {
    int g = col / group;
    return format.codec().decode(code(row, col), zero(row, g)) * scale(row, g);
  }

  /** All weights, row after row. */
  public float[] dequantize() {
    float[] values = new float[n * k];
    for (int row = 0; row < n; row++) {
      for (int col = 0; col < k; col++) {
        values[row * k + col] = value(row, col);
      }
    }
    return values;
  }

  /** Bits of consecutive codes of a row from word {@code r} on, zeros beyond the last column. */
  int word(int row, int r) {
    int start = row * rowBytes;
    return CodeBytes.word(packed, start + r * Integer.BYTES, start + rowBytes);
  }

  @Override
  public String toString() {
    return "QuantizedMatrix[" + format + ", " + n + " x " + k + ", group " + group + "]";
  }
}
