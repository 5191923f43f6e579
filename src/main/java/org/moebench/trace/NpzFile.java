// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.moebench.fault.UserError;

/**
 * Opens {@code .npz} files: an archive with an array per member. Stored members are read in place,
 * deflated ones are inflated once.
 */
final class NpzFile {
  private static final String HEADER = "header.json";
  private static final int LONGEST_HEADER = 1 << 20;

  private final MappedFile file;
  private final ZipDirectory directory;
  private final TraceProblems problems;

  private NpzFile(MappedFile file, TraceProblems problems) {
    this.file = file;
    this.directory = new ZipDirectory(file.bytes(), file.name());
    this.problems = problems;
  }

  /**
   * Opens a file.
   *
   * @throws UserError BAD_INPUT, one line; TOO_LARGE if the disk cannot hold the inflated members
   */
  static TraceArrays open(Path path, TraceProblems problems) {
    MappedFile file = MappedFile.open(path);
    try {
      return new NpzFile(file, problems).arrays();
    } catch (UserError e) {
      file.close();
      throw e;
    }
  }

  private TraceArrays arrays() {
    if (!directory.members().containsKey(TraceArrays.IDS + ".npy")) {
      throw TraceError.of(
          file.name(),
          "no member ids.npy, but %s: save the ids under that name"
              .formatted(TraceError.shown(directory.members().keySet().toString())));
    }
    HeaderJson stated = stated();
    Map<String, NpyArray> arrays = new HashMap<>();
    for (String name : TraceArrays.NAMES) {
      ZipMember member = directory.members().get(name + ".npy");
      if (member != null) {
        arrays.put(name, array(member, name));
      }
    }
    return new TraceArrays(file, stated, arrays);
  }

  private NpyArray array(ZipMember member, String name) {
    MemorySegment bytes = directory.bytes(member);
    if (member.method() == ZipMember.DEFLATED) {
      bytes = new MemberInflater(bytes, member, file.name()).array(file.arena(), problems);
    }
    return TraceArrays.array(bytes, file.name(), name, problems);
  }

  private HeaderJson stated() {
    ZipMember member = directory.members().get(HEADER);
    if (member == null) {
      return HeaderJson.ABSENT;
    }
    MemorySegment bytes = directory.bytes(member);
    byte[] text =
        member.method() == ZipMember.DEFLATED
            ? new MemberInflater(bytes, member, file.name()).first(LONGEST_HEADER + 1)
            : bytes
                .asSlice(0, Math.min(bytes.byteSize(), LONGEST_HEADER + 1))
                .toArray(ValueLayout.JAVA_BYTE);
    if (text.length > LONGEST_HEADER) {
      throw TraceError.at(
          file.name(), HEADER, "expected at most %d bytes".formatted(LONGEST_HEADER));
    }
    return HeaderJson.parse(new String(text, StandardCharsets.UTF_8), file.name(), HEADER);
  }
}
