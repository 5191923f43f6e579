// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A {@code .npy} file in C order whose number of rows is known only in the end. Elements may be
 * written in any order; those never written hold the fill.
 */
final class NpyTable implements Closeable {
  /** Bytes before the data: the header with any shape, and a multiple of 64. */
  static final int HEADER = 128;

  private static final long LEAST_GROWTH = 1 << 20;
  private static final long MOST_GROWTH = 1 << 28;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final PartialFile file;
  private final FileChannel channel;
  private final Type type;
  private final int[] rowShape;
  private final long rowBytes;
  private Arena arena;
  private MemorySegment data;
  private long capacity;

  /** Types of elements. */
  enum Type {
    INT8("|i1", 1, 0),
    INT32("<i4", 4, 0),
    FLOAT32("<f4", 4, 0),
    /** Expert ids: {@link TraceBlock#MISSING} until written. */
    ID16("<i2", 2, 0xff);

    private final String descr;
    private final int bytes;
    private final byte fill;

    Type(String descr, int bytes, int fill) {
      this.descr = descr;
      this.bytes = bytes;
      this.fill = (byte) fill;
    }
  }

  /** An empty table with rows of a shape; none is a table of one dimension. */
  NpyTable(PartialFile file, Type type, int... rowShape) throws IOException {
    this.file = file;
    this.type = type;
    this.rowShape = rowShape.clone();
    this.rowBytes = Arrays.stream(rowShape).asLongStream().reduce(type.bytes, Math::multiplyExact);
    this.channel = file.open();
  }

  PartialFile file() {
    return file;
  }

  /** Makes room for {@code rows} rows. */
  void reserve(int rows) throws IOException {
    long needed = rows * rowBytes;
    if (needed > capacity) {
      long growth = Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, capacity));
      growTo(Math.max(needed, capacity + growth));
    }
  }

  /** Written rather than mapped: a full disk is an error here, but a crash on a mapped page. */
  private void growTo(long bytes) throws IOException {
    byte[] filling = new byte[(int) Math.min(LEAST_GROWTH, bytes - capacity)];
    Arrays.fill(filling, type.fill);
    for (long at = capacity; at < bytes; ) {
      ByteBuffer next = ByteBuffer.wrap(filling, 0, (int) Math.min(filling.length, bytes - at));
      at += channel.write(next, HEADER + at);
    }
    unmap();
    arena = Arena.ofShared();
    data = channel.map(FileChannel.MapMode.READ_WRITE, HEADER, bytes, arena);
    capacity = bytes;
  }

  private void unmap() {
    if (arena != null) {
      arena.close();
      arena = null;
    }
  }

  /** Writes {@code count} ids to a row, from {@code column} on. */
  void put(int row, int column, short[] from, int offset, int count) {
    MemorySegment.copy(from, offset, data, SHORT, place(row, column), count);
  }

  /** Writes {@code count} figures to a row, from {@code column} on. */
  void put(int row, int column, float[] from, int offset, int count) {
    MemorySegment.copy(from, offset, data, FLOAT, place(row, column), count);
  }

  /** Writes {@code count} numbers to rows of one element each, from {@code row} on. */
  void put(int row, int[] from, int offset, int count) {
    MemorySegment.copy(from, offset, data, INT, place(row, 0), count);
  }

  /** Writes {@code count} numbers to rows of one element each, from {@code row} on. */
  void put(int row, byte[] from, int offset, int count) {
    MemorySegment.copy(from, offset, data, ValueLayout.JAVA_BYTE, place(row, 0), count);
  }

  private long place(int row, int column) {
    return row * rowBytes + (long) column * type.bytes;
  }

  /** Completes the file, which then holds the first {@code rows} rows, and closes it. */
  void complete(int rows) throws IOException {
    reserve(rows);
    unmap();
    channel.truncate(HEADER + rows * rowBytes);
    ByteBuffer header = ByteBuffer.wrap(header(rows));
    while (header.hasRemaining()) {
      channel.write(header, header.position());
    }
    channel.close();
  }

  /** Magic, version 1.0, length of the rest, a Python literal, spaces, newline. */
  private byte[] header(int rows) {
    String shape =
        rows + "," + IntStream.of(rowShape).mapToObj(n -> " " + n).collect(Collectors.joining(","));
    String literal =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type.descr, shape);
    byte[] header = new byte[HEADER];
    Arrays.fill(header, (byte) ' ');
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER - 10, 0};
    System.arraycopy(start, 0, header, 0, start.length);
    byte[] text = literal.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, start.length, text.length);
    header[HEADER - 1] = '\n';
    return header;
  }

  /** Closes the file and removes it, unless it was moved away. */
  @Override
  public void close() {
    unmap();
    file.discard(channel);
  }
}
