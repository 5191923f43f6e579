// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import java.util.Arrays;
import java.util.Locale;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/**
 * The weight formats, and the only list of them: command line, tests, benchmarks and reports
 * iterate {@link #values()}. A new format is a {@link Codec} and a constant here.
 */
public enum QuantFormat {
  FP32(Kind.FLOAT32, new Fp32Codec()),
  INT8_SYM(Kind.SYMMETRIC, new SymmetricCodec(8, 127, -127, 127)),
  INT8_ASYM(Kind.ASYMMETRIC, new AsymmetricCodec(8)),
  INT4_SYM(Kind.SYMMETRIC, new SymmetricCodec(4, 7, -8, 7)),
  INT4_ASYM(Kind.ASYMMETRIC, new AsymmetricCodec(4)),
  INT2_SYM(Kind.SYMMETRIC, new SymmetricCodec(2, 2, -2, 1)),
  INT2_ASYM(Kind.ASYMMETRIC, new AsymmetricCodec(2)),
  FP8_E4M3(Kind.FLOAT8, new Fp8Codec(Fp8.E4M3)),
  FP8_E5M2(Kind.FLOAT8, new Fp8Codec(Fp8.E5M2));

  private static final int SCALE_BITS = Short.SIZE;
  private static final int ZERO_BITS = Byte.SIZE;

  private enum Kind {
    FLOAT32,
    SYMMETRIC,
    ASYMMETRIC,
    FLOAT8
  }

  private final Kind kind;

  /** Codecs have no mutable state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Codec codec;

  QuantFormat(Kind kind, Codec codec) {
    this.kind = kind;
    this.codec = codec;
  }

  /**
   * The format of that name, in any case and with {@code -} for {@code _} if preferred.
   *
   * @throws UserError USAGE naming the nearest format and all of them
   */
  public static QuantFormat of(String name) {
    String wanted = name.strip().replace('-', '_').toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                NearestName.unknown(
                    "format", name, Arrays.stream(values()).map(QuantFormat::name).toList()));
  }

  /** How weights become codes. */
  public Codec codec() {
    return codec;
  }

  /** Bits per code: 32, 8, 4 or 2. */
  public int bits() {
    return codec.bits();
  }

  /** Codes in a 32-bit word: 1, 4, 8 or 16. */
  public int codesPerWord() {
    return Integer.SIZE / bits();
  }

  /** Whether groups have a scale: all formats but {@link #FP32}. */
  public boolean hasScales() {
    return kind != Kind.FLOAT32;
  }

  /** Whether groups also have a zero point: the asymmetric integer formats. */
  public boolean hasZeros() {
    return kind == Kind.ASYMMETRIC;
  }

  /** Whether codes are signed integers around zero. */
  public boolean isSymmetric() {
    return kind == Kind.SYMMETRIC;
  }

  /** Whether codes are 8-bit floating-point numbers. */
  public boolean isFloat8() {
    return kind == Kind.FLOAT8;
  }

  /** Stored bits per weight: the code and its share of the group's 16-bit scale and 8-bit zero. */
  public double bitsPerWeight(int group) {
    if (group < 1) {
      throw new IllegalArgumentException("group of " + group + " weights");
    }
    int perGroup = (hasScales() ? SCALE_BITS : 0) + (hasZeros() ? ZERO_BITS : 0);
    return bits() + (double) perGroup / group;
  }

  /**
   * Quantizes a matrix, group by group along the columns.
   *
   * @param w weights, row after row: {@code w[row * k + col]}
   * @param n rows (output features)
   * @param k columns (input features)
   * @param group columns that share a scale; {@code k} for one scale per row
   * @throws IllegalArgumentException if the shape is impossible, or naming row and column of a
   *     weight that is not finite or too large for the format
   */
  public QuantizedMatrix quantize(float[] w, int n, int k, int group) {
    return Quantizer.quantize(this, w, n, k, group);
  }
}
