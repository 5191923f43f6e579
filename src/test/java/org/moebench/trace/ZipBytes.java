// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes zip archives for tests, byte by byte, wrong ones included. */
final class ZipBytes {
  /** Fields of a member, as they are written. */
  private record Entry(String name, int flags, int method, int crc, long size, byte[] data) {}

  private final List<Entry> entries = new ArrayList<>();
  private boolean zip64;

  /** Lengths and places in 64 bits, as for archives beyond 4 GiB. */
  ZipBytes zip64() {
    zip64 = true;
    return this;
  }

  ZipBytes stored(String name, byte[] content) {
    return member(name, 0, 0, crc(content), content.length, content);
  }

  ZipBytes deflated(String name, byte[] content) {
    return member(name, 0, 8, crc(content), content.length, deflate(content));
  }

  /** A member whose fields may lie. */
  ZipBytes member(String name, int flags, int method, int crc, long size, byte[] data) {
    entries.add(new Entry(name, flags, method, crc, size, data));
    return this;
  }

  /** The archive. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      long local = out.size();
      out.writeBytes(header(entry, -1));
      out.writeBytes(entry.data());
      directory.writeBytes(header(entry, local));
    }
    long start = out.size();
    out.writeBytes(directory.toByteArray());
    out.writeBytes(end(start, directory.size()));
    return out.toByteArray();
  }

  private byte[] header(Entry entry, long local) {
    boolean central = local >= 0;
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(central ? 0x02014b50 : 0x04034b50);
    if (central) {
      bytes.putShort((short) 45);
    }
    bytes.putShort((short) 45).putShort((short) entry.flags()).putShort((short) entry.method());
    bytes.putInt(0).putInt(entry.crc());
    bytes.putInt(zip64 ? -1 : entry.data().length).putInt(zip64 ? -1 : (int) entry.size());
    bytes.putShort((short) name.length);
    // A field of another kind comes first, as archivers write for times.
    bytes.putShort((short) (zip64 ? 6 + (central ? 28 : 20) : 6));
    if (central) {
      bytes.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      bytes.putInt(zip64 ? -1 : (int) local);
    }
    bytes.put(name).putShort((short) 0x5455).putShort((short) 2).putShort((short) 0);
    if (zip64) {
      bytes.putShort((short) 1).putShort((short) (central ? 24 : 16));
      bytes.putLong(entry.size()).putLong(entry.data().length);
      if (central) {
        bytes.putLong(local);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private byte[] end(long start, long length) {
    ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    if (zip64) {
      bytes.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      bytes.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
      bytes.putLong(length).putLong(start);
      bytes.putInt(0x07064b50).putInt(0).putLong(start + length).putInt(1);
    }
    bytes.putInt(0x06054b50).putInt(0);
    short count = (short) (zip64 ? -1 : entries.size());
    bytes.putShort(count).putShort(count);
    bytes.putInt(zip64 ? -1 : (int) length).putInt(zip64 ? -1 : (int) start);
    byte[] comment = "a comment".getBytes(StandardCharsets.US_ASCII);
    bytes.putShort((short) comment.length).put(comment);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  static int crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }

  static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }
}
