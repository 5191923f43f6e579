// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes arrays in the npy format for tests, element by element. */
final class NpyBytes {
  private NpyBytes() {}

  /**
   * An array.
   *
   * @param descr type, for example {@code <i2}
   * @param values element by its index in C order
   */
  static byte[] array(
      int version, String descr, boolean fortran, LongToDoubleFunction values, int... shape) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortran ? "True" : "False", shapeText(shape));
    return concat(header(version, header), data(descr, fortran, values, shape));
  }

  /** An array of version 1 in C order with these elements. */
  static byte[] array(String descr, double[] values, int... shape) {
    return array(1, descr, false, i -> values[(int) i], shape);
  }

  /** Magic, version, length and the text, padded as numpy does. */
  static byte[] header(int version, String text) {
    int start = version == 1 ? 10 : 12;
    int length = (start + text.length() + 1 + 63) / 64 * 64 - start;
    byte[] padded =
        (text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.UTF_8);
    return concat(prefix(version, padded.length), padded);
  }

  /** Magic, version and a length of the header, true or not. */
  static byte[] prefix(int version, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(version == 1 ? 10 : 12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) version).put((byte) 0);
    if (version == 1) {
      bytes.putShort((short) length);
    } else {
      bytes.putInt(length);
    }
    return bytes.array();
  }

  static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static String shapeText(int[] shape) {
    String lengths =
        IntStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return "(" + lengths + (shape.length == 1 ? ",)" : ")");
  }

  private static byte[] data(
      String descr, boolean fortran, LongToDoubleFunction values, int[] shape) {
    int size = descr.charAt(2) - '0';
    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer bytes = ByteBuffer.allocate(count * size);
    bytes.order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int[] index = new int[shape.length];
    for (int i = 0; i < count; i++) {
      put(bytes, descr.charAt(1), size, values.applyAsDouble(inC(index, shape)));
      advance(index, shape, fortran);
    }
    return bytes.array();
  }

  private static int inC(int[] index, int[] shape) {
    int number = 0;
    for (int d = 0; d < shape.length; d++) {
      number = number * shape[d] + index[d];
    }
    return number;
  }

  private static void advance(int[] index, int[] shape, boolean fortran) {
    for (int i = 0; i < shape.length; i++) {
      int d = fortran ? i : shape.length - 1 - i;
      if (++index[d] < shape[d]) {
        return;
      }
      index[d] = 0;
    }
  }

  private static void put(ByteBuffer bytes, char kind, int size, double value) {
    long whole = kind == 'u' && value < 0 ? -1 : (long) value;
    if (kind == 'f') {
      if (size == 2) {
        bytes.putShort(Float.floatToFloat16((float) value));
      } else if (size == 4) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    } else if (size == 1) {
      bytes.put((byte) whole);
    } else if (size == 2) {
      bytes.putShort((short) whole);
    } else if (size == 4) {
      bytes.putInt((int) whole);
    } else {
      bytes.putLong(whole);
    }
  }
}
