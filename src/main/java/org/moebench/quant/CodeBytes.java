// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Codes of 2, 4, 8 or 32 bits, one after the other in bytes: lower index in the lower bits. */
final class CodeBytes {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private CodeBytes() {}

  /** Bytes that {@code codes} codes of {@code bits} bits fill, the last one perhaps in part. */
  static long length(long codes, int bits) {
    return (codes * bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** The pattern of code {@code index} of the row that starts at byte {@code row}. */
  static int get(byte[] bytes, int row, int index, int bits) {
    if (bits == Integer.SIZE) {
      return (int) WORD.get(bytes, row + index * Integer.BYTES);
    }
    int codesPerByte = Byte.SIZE / bits;
    int shift = index % codesPerByte * bits;
    return (bytes[row + index / codesPerByte] >>> shift) & mask(bits);
  }

  /** Stores the low bits of {@code code} where there were zeros. */
  static void put(byte[] bytes, int row, int index, int bits, int code) {
    if (bits == Integer.SIZE) {
      WORD.set(bytes, row + index * Integer.BYTES, code);
      return;
    }
    int codesPerByte = Byte.SIZE / bits;
    int shift = index % codesPerByte * bits;
    bytes[row + index / codesPerByte] |= (byte) ((code & mask(bits)) << shift);
  }

  private static int mask(int bits) {
    return (1 << bits) - 1;
  }

  /** The word at byte {@code at}; bytes from {@code end} on count as zero. */
  static int word(byte[] bytes, int at, int end) {
    if (at + Integer.BYTES <= end) {
      return (int) WORD.get(bytes, at);
    }
    int word = 0;
    for (int i = at; i < end; i++) {
      word |= (bytes[i] & 0xFF) << (Byte.SIZE * (i - at));
    }
    return word;
  }
}
