// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.moebench.fault.UserError;

/**
 * Header of an array in the {@code .npy} format, versions 1 to 3.
 *
 * @param type type of the elements
 * @param fortran whether the first index runs fastest
 * @param shape lengths of the dimensions
 * @param length bytes of the header: where the data starts
 */
record NpyHeader(NpyType type, boolean fortran, List<Long> shape, int length) {
  /** No header is longer, padding included. */
  static final int LONGEST = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_DIMENSIONS = 32;

  /**
   * Reads the header.
   *
   * @param bytes the array, or at least its first {@link #LONGEST} bytes
   * @param source the file, for messages
   * @param place where in the file, for messages, for example {@code member ids.npy}
   * @throws UserError BAD_INPUT, one line, if it is wrong, or describes what a trace cannot hold
   */
  static NpyHeader parse(MemorySegment bytes, String source, String place) {
    try {
      return parse(bytes);
    } catch (IllegalArgumentException e) {
      throw TraceError.at(source, place, e.getMessage());
    }
  }

  private static NpyHeader parse(MemorySegment bytes) {
    requireMagic(bytes);
    int version = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, MAGIC.length));
    if (version < 1 || version > 3) {
      throw bad("npy version %d: expected 1, 2 or 3".formatted(version));
    }
    int start = MAGIC.length + (version == 1 ? 4 : 6);
    if (bytes.byteSize() < start) {
      throw bad(
          "ends after %d bytes, within the npy header: copy the file again"
              .formatted(bytes.byteSize()));
    }
    long length =
        version == 1
            ? Short.toUnsignedLong(bytes.get(U16, MAGIC.length + 2))
            : Integer.toUnsignedLong(bytes.get(U32, MAGIC.length + 2));
    if (start + length > bytes.byteSize()) {
      throw bad(
          "npy header of %d bytes declared, %d are there: copy the file again"
              .formatted(length, bytes.byteSize() - start));
    }
    if (start + length > LONGEST) {
      throw bad("npy header of %d bytes: expected at most %d".formatted(length, LONGEST - start));
    }
    byte[] text = bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    return of(dictionary(text), (int) (start + length));
  }

  private static void requireMagic(MemorySegment bytes) {
    int length = MAGIC.length + 2;
    if (bytes.byteSize() < length
        || bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) != -1) {
      throw bad("not an npy array: expected it to start with \\x93NUMPY");
    }
  }

  private static Map<String, Object> dictionary(byte[] text) {
    try {
      return NpyDict.parse(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("npy header: " + e.getMessage(), e);
    }
  }

  private static NpyHeader of(Map<String, Object> entries, int length) {
    Object descr = entry(entries, "descr");
    Object order = entry(entries, "fortran_order");
    Object shape = entry(entries, "shape");
    if (descr instanceof List) {
      throw bad("elements with fields ('descr' is a list): save each field as an array of its own");
    }
    if (!(descr instanceof String name)) {
      throw bad("npy header: 'descr' is no text");
    }
    NpyType type = NpyType.of(name);
    if (type == null) {
      throw bad(
          "elements of type '%s': expected whole numbers (i1 to i8, u1 to u8) or f2, f4, f8"
              .formatted(TraceError.shown(name)));
    }
    if (!(order instanceof Boolean fortran)) {
      throw bad("npy header: 'fortran_order' is neither True nor False");
    }
    NpyHeader header = new NpyHeader(type, fortran, lengths(shape), length);
    header.dataBytes();
    return header;
  }

  private static Object entry(Map<String, Object> entries, String key) {
    Object value = entries.get(key);
    if (value == null) {
      throw bad("npy header: '%s' is missing".formatted(key));
    }
    return value;
  }

  private static List<Long> lengths(Object shape) {
    if (!(shape instanceof List<?> entries)) {
      throw bad("npy header: 'shape' is no sequence");
    }
    List<Long> lengths = new ArrayList<>();
    for (Object entry : entries) {
      if (!(entry instanceof Long length) || length < 0) {
        throw bad(
            "npy header: 'shape' holds %s: expected lengths from 0 on".formatted(shown(entry)));
      }
      lengths.add(length);
    }
    if (lengths.size() > MOST_DIMENSIONS) {
      throw bad("npy header: %d dimensions".formatted(lengths.size()));
    }
    return List.copyOf(lengths);
  }

  private static String shown(Object value) {
    return TraceError.shown(value.toString());
  }

  /** Bytes of the data. */
  long dataBytes() {
    try {
      long product = type.bytes();
      for (long length : shape) {
        product = Math.multiplyExact(product, length);
      }
      return product;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape %s is beyond 2^63 bytes: no such array exists".formatted(shapeText()), e);
    }
  }

  /** The shape as in Python, for example {@code (100, 48, 8)}. */
  String shapeText() {
    return shape.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
  }

  private static IllegalArgumentException bad(String what) {
    return new IllegalArgumentException(what);
  }
}
