// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Elements of an array by token, layer and slot, read where they stand. Safe for several threads.
 */
final class NpyArray {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment data;
  private final NpyHeader header;
  private final NpyType type;
  private final long[] lengths;
  private final long[] strides;

  /**
   * @param header shape [T,L,K], [T,K] for one layer, or [T] for one number per token
   * @param data the elements
   */
  NpyArray(NpyHeader header, MemorySegment data) {
    this.data = data;
    this.header = header;
    this.type = header.type();
    int dimensions = header.shape().size();
    this.lengths = new long[] {1, 1, 1};
    this.strides = new long[3];
    long stride = type.bytes();
    for (int i = 0; i < dimensions; i++) {
      int dimension = header.fortran() ? i : dimensions - 1 - i;
      int index = index(dimension, dimensions);
      lengths[index] = header.shape().get(dimension);
      strides[index] = stride;
      stride *= lengths[index];
    }
  }

  /** Which of token, layer and slot a dimension is. */
  private static int index(int dimension, int dimensions) {
    return dimension == 1 && dimensions == 2 ? 2 : dimension;
  }

  NpyHeader header() {
    return header;
  }

  long tokens() {
    return lengths[0];
  }

  long layers() {
    return lengths[1];
  }

  long slots() {
    return lengths[2];
  }

  /** Bytes from a token to the next: what lies together if it is a whole row. */
  long tokenStride() {
    return strides[0];
  }

  /** Largest value of an unsigned type, -1 of a signed one. As u8 it is -1, too. */
  long allBitsSet() {
    return type.isUnsigned() && type.bytes() < 8 ? (1L << (8 * type.bytes())) - 1 : -1;
  }

  /**
   * Reads ids of one layer: negative ones become {@link TraceBlock#MISSING}, those above it the
   * largest short.
   *
   * @param from first token
   * @param count tokens
   * @param slots the first of each row
   * @param missing a value that stands for a missing id, -1 if there is none but the negative ones
   * @param into [count][slots]
   */
  void ids(int layer, long from, int count, int slots, long missing, short[] into) {
    Walk walk = walk(layer, from, count, slots);
    if (type.bytes() == 1) {
      ids1(walk, (int) missing, into);
    } else if (type.bytes() == 2) {
      ids2(walk, (int) missing, into);
    } else if (type.bytes() == 4) {
      ids4(walk, missing, into);
    } else {
      ids8(walk, missing, into);
    }
  }

  /** Reads figures of one layer, as {@link #ids}; what does not fit a float becomes infinite. */
  void floats(int layer, long from, int count, int slots, float[] into) {
    Walk walk = walk(layer, from, count, slots);
    if (type.bytes() == 2) {
      floats2(walk, into);
    } else if (type.bytes() == 4) {
      floats4(walk, into);
    } else {
      floats8(walk, into);
    }
  }

  /** A whole number; values of u8 from 2^63 on come out negative. */
  long whole(long token, long layer, long slot) {
    long at = offset(token, layer, slot);
    boolean swap = type.bigEndian();
    if (type.bytes() == 1) {
      return data.get(ValueLayout.JAVA_BYTE, at) & mask();
    }
    if (type.bytes() == 2) {
      short value = data.get(SHORT, at);
      return (swap ? Short.reverseBytes(value) : value) & mask();
    }
    if (type.bytes() == 4) {
      int value = data.get(INT, at);
      return (swap ? Integer.reverseBytes(value) : value) & mask();
    }
    long value = data.get(LONG, at);
    return swap ? Long.reverseBytes(value) : value;
  }

  /** A whole number as the file has it. */
  String text(long token, long layer, long slot) {
    long value = whole(token, layer, slot);
    return type.isUnsigned() ? Long.toUnsignedString(value) : Long.toString(value);
  }

  private long mask() {
    return type.isUnsigned() ? allBitsSet() : -1;
  }

  private long offset(long token, long layer, long slot) {
    return token * strides[0] + layer * strides[1] + slot * strides[2];
  }

  /**
   * Two nested loops over elements and where they go. The inner one runs over what lies closer
   * together.
   *
   * @param start offset of the first element
   * @param outer turns of the outer loop
   * @param outerStride bytes from turn to turn
   * @param outerInto elements of the result from turn to turn
   */
  private record Walk(
      long start,
      int outer,
      long outerStride,
      int outerInto,
      int inner,
      long innerStride,
      int innerInto) {}

  private Walk walk(int layer, long from, int count, int slots) {
    long start = offset(from, layer, 0);
    return strides[2] <= strides[0]
        ? new Walk(start, count, strides[0], slots, slots, strides[2], 1)
        : new Walk(start, slots, strides[2], 1, count, strides[0], slots);
  }

  // One loop for each length of an element, so that it compiles to plain loads. The order of bytes
  // is settled within: layouts that are no constants are slow.

  private void ids1(Walk walk, int missing, short[] into) {
    MemorySegment from = data;
    int mask = (int) mask();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        int id = from.get(ValueLayout.JAVA_BYTE, at + j * walk.innerStride) & mask;
        into[to + j * walk.innerInto] = (short) (id == missing ? -1 : Math.max(-1, id));
      }
    }
  }

  private void ids2(Walk walk, int missing, short[] into) {
    MemorySegment from = data;
    int mask = (int) mask();
    boolean swap = type.bigEndian();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        short bits = from.get(SHORT, at + j * walk.innerStride);
        int id = (swap ? Short.reverseBytes(bits) : bits) & mask;
        into[to + j * walk.innerInto] =
            (short) (id == missing ? -1 : Math.max(-1, Math.min(id, Short.MAX_VALUE)));
      }
    }
  }

  private void ids4(Walk walk, long missing, short[] into) {
    MemorySegment from = data;
    long mask = mask();
    boolean swap = type.bigEndian();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        int bits = from.get(INT, at + j * walk.innerStride);
        long id = (swap ? Integer.reverseBytes(bits) : bits) & mask;
        into[to + j * walk.innerInto] =
            (short) (id == missing ? -1 : Math.max(-1, Math.min(id, Short.MAX_VALUE)));
      }
    }
  }

  private void ids8(Walk walk, long missing, short[] into) {
    MemorySegment from = data;
    boolean swap = type.bigEndian();
    boolean unsigned = type.isUnsigned();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        long bits = from.get(LONG, at + j * walk.innerStride);
        long read = swap ? Long.reverseBytes(bits) : bits;
        long id = unsigned && read < -1 ? Short.MAX_VALUE : read;
        into[to + j * walk.innerInto] =
            (short) (id == missing ? -1 : Math.max(-1, Math.min(id, Short.MAX_VALUE)));
      }
    }
  }

  private void floats2(Walk walk, float[] into) {
    MemorySegment from = data;
    boolean swap = type.bigEndian();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        short bits = from.get(SHORT, at + j * walk.innerStride);
        into[to + j * walk.innerInto] =
            Float.float16ToFloat(swap ? Short.reverseBytes(bits) : bits);
      }
    }
  }

  private void floats4(Walk walk, float[] into) {
    MemorySegment from = data;
    boolean swap = type.bigEndian();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        int bits = from.get(INT, at + j * walk.innerStride);
        into[to + j * walk.innerInto] =
            Float.intBitsToFloat(swap ? Integer.reverseBytes(bits) : bits);
      }
    }
  }

  private void floats8(Walk walk, float[] into) {
    MemorySegment from = data;
    boolean swap = type.bigEndian();
    for (int i = 0; i < walk.outer; i++) {
      long at = walk.start + i * walk.outerStride;
      int to = i * walk.outerInto;
      for (int j = 0; j < walk.inner; j++) {
        long bits = from.get(LONG, at + j * walk.innerStride);
        into[to + j * walk.innerInto] =
            (float) Double.longBitsToDouble(swap ? Long.reverseBytes(bits) : bits);
      }
    }
  }
}
