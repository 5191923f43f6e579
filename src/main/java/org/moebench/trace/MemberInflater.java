// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Inflates a member of an archive, either the first bytes of it or all of an array into a temporary
 * file without a name. Never makes more bytes than the array's header declares.
 */
final class MemberInflater {
  private static final int CHUNK = 1 << 16;

  /** Deflate makes at most so many bytes of one. */
  private static final long MOST_RATIO = 1032;

  private final MemorySegment deflated;
  private final ZipMember member;
  private final String source;
  private final String place;

  /**
   * @param deflated its bytes in the archive
   * @param source the archive, for messages
   */
  MemberInflater(MemorySegment deflated, ZipMember member, String source) {
    this.deflated = deflated;
    this.member = member;
    this.source = source;
    this.place = "member " + TraceError.shown(member.name());
  }

  /** The content's first bytes, at most {@code most}. */
  byte[] first(int most) {
    try (Stream stream = new Stream()) {
      return stream.readNBytes(most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An array, inflated.
   *
   * @param arena holds the mapping
   * @param problems takes a wrong checksum or length
   * @throws UserError TOO_LARGE if the disk cannot hold it, BAD_INPUT if it is damaged or shorter
   *     than its header says
   */
  MemorySegment array(Arena arena, TraceProblems problems) {
    NpyHeader header =
        NpyHeader.parse(MemorySegment.ofArray(first(NpyHeader.LONGEST)), source, place);
    long length = header.length() + header.dataBytes();
    TraceArrays.requireData(header, member.size() - header.length(), source, place);
    if (length / MOST_RATIO > deflated.byteSize() + 1) {
      throw TraceError.at(
          source,
          place,
          "shape %s declared, %d compressed bytes cannot hold it: copy the file again"
              .formatted(header.shapeText(), deflated.byteSize()));
    }
    try {
      Path file = Files.createTempFile("moebench-", ".npy");
      // On Unix the name is gone as soon as the file is open; nothing is left behind by a kill.
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        return inflate(channel, header, length, arena, problems);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE,
          "%s: %s: cannot be inflated into a temporary file (%s)"
              .formatted(source, place, TraceError.shown(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private MemorySegment inflate(
      FileChannel channel, NpyHeader header, long length, Arena arena, TraceProblems problems)
      throws IOException {
    requireSpace(length);
    CRC32 crc = new CRC32();
    boolean more;
    try (Stream stream = new Stream()) {
      long written = 0;
      byte[] chunk = new byte[CHUNK];
      while (written < length) {
        int read = stream.read(chunk, 0, (int) Math.min(CHUNK, length - written));
        if (read < 0) {
          TraceArrays.requireData(header, written - header.length(), source, place);
        }
        crc.update(chunk, 0, read);
        written += write(channel, ByteBuffer.wrap(chunk, 0, read));
      }
      more = stream.read() >= 0;
    }
    if (more) {
      problems.report(
          source, place, "goes on after the end of the array at byte %d".formatted(length));
    } else if ((int) crc.getValue() != member.crc()) {
      problems.report(source, place, "wrong checksum: the archive is damaged, copy it again");
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, 0, length, arena);
  }

  private static int write(FileChannel channel, ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return length;
  }

  private void requireSpace(long length) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    long free = Files.getFileStore(folder).getUsableSpace();
    if (length > free) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s: %s: needs %d bytes to inflate, %s has %d: save it with numpy.savez, uncompressed"
              .formatted(source, place, length, folder, free));
    }
  }

  /** The content as a stream. */
  private final class Stream extends InputStream {
    private final Inflater inflater = new Inflater(true);
    private long at;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      try {
        int read = 0;
        while (read == 0 && !inflater.finished() && length > 0) {
          if ((inflater.needsInput() && !feed()) || inflater.needsDictionary()) {
            return -1;
          }
          read = inflater.inflate(into, offset, length);
        }
        return read == 0 && length > 0 ? -1 : read;
      } catch (DataFormatException e) {
        throw TraceError.at(source, place, "damaged: it cannot be inflated, copy it again");
      }
    }

    private boolean feed() {
      long length = Math.min(CHUNK, deflated.byteSize() - at);
      if (length > 0) {
        inflater.setInput(deflated.asSlice(at, length).asByteBuffer());
        at += length;
      }
      return length > 0;
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
