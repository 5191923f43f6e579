// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file of stored members, zip64 where one is too large for less. */
final class ZipMembers implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** Always the same, so that equal traces give equal files. */
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final PartialFile file;
  private final ZipOutputStream zip;

  ZipMembers(PartialFile file) throws IOException {
    this.file = file;
    OutputStream out = Channels.newOutputStream(file.open());
    this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
    zip.setMethod(ZipOutputStream.STORED);
  }

  void add(String name, byte[] content) throws IOException {
    add(name, content.length, () -> new ByteArrayInputStream(content));
  }

  void add(String name, Path content) throws IOException {
    add(name, Files.size(content), () -> Files.newInputStream(content));
  }

  /** Read twice: a stored member's checksum stands before it. */
  private void add(String name, long size, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setSize(size);
    entry.setCompressedSize(size);
    CRC32 crc = new CRC32();
    copy(content, crc, OutputStream.nullOutputStream());
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    copy(content, new CRC32(), zip);
    zip.closeEntry();
  }

  private static void copy(Content content, CRC32 crc, OutputStream to) throws IOException {
    try (InputStream in = new CheckedInputStream(content.open(), crc)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
      }
    }
  }

  private interface Content {
    InputStream open() throws IOException;
  }

  /** Ends the file and moves it into place. */
  void complete() throws IOException {
    zip.close();
    file.moveIntoPlace();
  }

  /** Closes the file and removes it, unless it was moved away. */
  @Override
  public void close() {
    file.discard(zip);
  }
}
