// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** A file as lines, each a stream that ends where the line does, however long it is. */
final class LineStream extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final long size;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int filled;

  /** Offset of the byte after the buffer. */
  private long offset;

  private boolean atEnd = true;
  private boolean cut;

  /**
   * @param offset of the first line
   * @param size bytes of the file that count
   */
  LineStream(Path file, long offset, long size) throws IOException {
    this.channel = FileChannel.open(file);
    this.offset = offset;
    this.size = size;
  }

  /** Goes to the next line, past what is left of this one; whether there is one. */
  boolean nextLine() throws IOException {
    finishLine();
    atEnd = !fill();
    cut = false;
    return !atEnd;
  }

  /** Goes past what is left of this line. */
  void finishLine() throws IOException {
    while (!atEnd) {
      next += untilNewline(filled - next);
      endLineOrFill();
    }
  }

  /** Offset of the next byte: of the next line if this one is finished. */
  long offset() {
    return offset - (filled - next);
  }

  /** Whether this line was read up to the end of the file. */
  boolean isCut() {
    return cut;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, to.length);
    if (!atEnd) {
      endLineOrFill();
    }
    if (atEnd) {
      return -1;
    }
    int count = untilNewline(Math.min(length, filled - next));
    System.arraycopy(buffer, next, to, start, count);
    next += count;
    return count;
  }

  /** Ends the line if its newline or the end of the file is next. */
  private void endLineOrFill() throws IOException {
    if (!fill()) {
      atEnd = true;
      cut = true;
    } else if (buffer[next] == '\n') {
      next++;
      atEnd = true;
    }
  }

  private int untilNewline(int most) {
    for (int i = 0; i < most; i++) {
      if (buffer[next + i] == '\n') {
        return i;
      }
    }
    return most;
  }

  /** Sees to it that a byte is in the buffer; false at the end of the file. */
  private boolean fill() throws IOException {
    if (next < filled) {
      return true;
    }
    int most = (int) Math.min(BUFFER, size - offset);
    filled = most <= 0 ? 0 : Math.max(0, channel.read(ByteBuffer.wrap(buffer, 0, most), offset));
    next = 0;
    offset += filled;
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
