// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moebench.fault.UserError;

/**
 * Central directory of a zip archive, zip64 included: where members lie in the file, which the
 * JDK's reader does not tell, so that stored ones can be read in place.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_LENGTH = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int ZIP64_FIELD = 1;
  private static final long IN_ZIP64 = 0xFFFFFFFFL;
  private static final int ENCRYPTED = 1;
  private static final int MOST_MEMBERS = 10_000;

  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final String source;
  private final Map<String, ZipMember> members = new LinkedHashMap<>();

  /**
   * Reads the directory.
   *
   * @param source the file, for messages
   * @throws UserError BAD_INPUT, one line, if this is no archive, or one that is cut or damaged
   */
  ZipDirectory(MemorySegment bytes, String source) {
    this.bytes = bytes;
    this.source = source;
    long end = end();
    long count = u16(end + 10);
    long length = u32(end + 12);
    long start = u32(end + 16);
    if (hasLocator(end)) {
      long end64 = end64(end);
      count = u64(end64 + 32);
      length = u64(end64 + 40);
      start = u64(end64 + 48);
    }
    if (count < 0 || count > MOST_MEMBERS) {
      throw bad("directory", "%d members: expected at most %d".formatted(count, MOST_MEMBERS));
    }
    requireWithin("directory", start, length, end);
    entries(start, start + length, count);
  }

  /** The members by name, in the order of the directory. */
  Map<String, ZipMember> members() {
    return members;
  }

  /**
   * The bytes of a member as they lie in the archive, compressed or not.
   *
   * @throws UserError BAD_INPUT, one line, if they lie outside
   */
  MemorySegment bytes(ZipMember member) {
    String place = "member " + TraceError.shown(member.name());
    requireWithin(place, member.local(), LOCAL_LENGTH, bytes.byteSize());
    if (bytes.get(U32, member.local()) != LOCAL_SIGNATURE) {
      throw bad(place, "no member at byte %d: the archive is damaged".formatted(member.local()));
    }
    long start =
        member.local() + LOCAL_LENGTH + u16(member.local() + 26) + u16(member.local() + 28);
    requireWithin(place, start, member.compressed(), bytes.byteSize());
    return bytes.asSlice(start, member.compressed());
  }

  private long end() {
    long last = bytes.byteSize() - END_LENGTH;
    for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (bytes.get(U32, at) == END_SIGNATURE
          && at + END_LENGTH + u16(at + 20) == last + END_LENGTH) {
        return at;
      }
    }
    boolean starts = bytes.byteSize() >= 4 && bytes.get(U32, 0) == LOCAL_SIGNATURE;
    throw TraceError.of(
        source,
        starts
            ? "zip archive without a directory at its end: cut short, copy the file again"
            : "not a zip archive: expected what numpy.savez writes");
  }

  private boolean hasLocator(long end) {
    long locator = end - LOCATOR_LENGTH;
    return locator >= 0 && bytes.get(U32, locator) == LOCATOR_SIGNATURE;
  }

  private long end64(long end) {
    long at = u64(end - LOCATOR_LENGTH + 8);
    requireWithin("directory", at, END64_LENGTH, end);
    if (bytes.get(U32, at) != END64_SIGNATURE) {
      throw bad("directory", "no zip64 record at byte %d: the archive is damaged".formatted(at));
    }
    return at;
  }

  private void entries(long start, long end, long count) {
    long at = start;
    for (long i = 0; i < count; i++) {
      requireWithin("directory", at, ENTRY_LENGTH, end);
      if (bytes.get(U32, at) != ENTRY_SIGNATURE) {
        throw bad("directory", "no entry at byte %d: the archive is damaged".formatted(at));
      }
      long length = (long) ENTRY_LENGTH + u16(at + 28) + u16(at + 30) + u16(at + 32);
      requireWithin("directory", at, length, end);
      ZipMember member = entry(at);
      if (members.put(member.name(), member) != null) {
        throw bad(
            "member " + TraceError.shown(member.name()), "comes more than once: expected one");
      }
      at += length;
    }
  }

  private ZipMember entry(long at) {
    int nameLength = u16(at + 28);
    String name = text(at + ENTRY_LENGTH, nameLength);
    String place = "member " + TraceError.shown(name);
    if ((u16(at + 8) & ENCRYPTED) != 0) {
      throw bad(place, "encrypted: save the archive without a password");
    }
    int method = u16(at + 10);
    if (method != ZipMember.STORED && method != ZipMember.DEFLATED) {
      throw bad(
          place,
          "compressed by method %d: expected stored or deflated, as numpy writes"
              .formatted(method));
    }
    Zip64 large = new Zip64(place, at + ENTRY_LENGTH + nameLength, u16(at + 30));
    // In this order: the field holds only those that do not fit.
    long size = large.orElse(u32(at + 24));
    long compressed = large.orElse(u32(at + 20));
    long local = large.orElse(u32(at + 42));
    if (method == ZipMember.STORED && size != compressed) {
      throw bad(place, "stored, but of two lengths, %d and %d".formatted(size, compressed));
    }
    return new ZipMember(name, method, bytes.get(U32, at + 16), compressed, size, local);
  }

  /** Numbers of an entry that do not fit 32 bits, one after the other. */
  private final class Zip64 {
    private final String place;
    private long at;
    private long end;

    Zip64(String place, long start, int length) {
      this.place = place;
      for (long field = start; field + 4 <= start + length; field += 4L + u16(field + 2)) {
        if (u16(field) == ZIP64_FIELD) {
          at = field + 4;
          end = Math.min(at + u16(field + 2), start + length);
        }
      }
    }

    long orElse(long value) {
      if (value != IN_ZIP64) {
        return value;
      }
      if (at + Long.BYTES > end) {
        throw bad(place, "its length is missing: the archive is damaged");
      }
      at += Long.BYTES;
      return u64(at - Long.BYTES);
    }
  }

  private void requireWithin(String place, long start, long length, long end) {
    if (start < 0 || length < 0 || start > end || length > end - start) {
      throw bad(
          place,
          "bytes %s to %s lie outside the file: it is damaged"
              .formatted(Long.toUnsignedString(start), Long.toUnsignedString(start + length)));
    }
  }

  private String text(long at, int length) {
    return new String(
        bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  private int u16(long at) {
    return Short.toUnsignedInt(bytes.get(U16, at));
  }

  private long u32(long at) {
    return Integer.toUnsignedLong(bytes.get(U32, at));
  }

  private long u64(long at) {
    return bytes.get(U64, at);
  }

  private UserError bad(String place, String what) {
    return TraceError.at(source, place, what);
  }
}
