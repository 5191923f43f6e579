// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.moebench.fault.UserError;

/**
 * A whole file mapped for reading, whatever its length.
 *
 * @param name the path as the user gave it
 * @param bytes the file
 * @param arena holds the mapping, and others that must live as long
 */
record MappedFile(String name, MemorySegment bytes, Arena arena) implements Closeable {
  private static final int LONGEST_TEXT = 1 << 20;

  /**
   * Maps a file.
   *
   * @throws UserError BAD_INPUT, one line, if it is missing, no file, empty or unreadable
   */
  static MappedFile open(Path file) {
    requireFile(file);
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size == 0) {
        throw TraceError.of(file.toString(), "empty: expected a trace");
      }
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return new MappedFile(file.toString(), bytes, arena);
    } catch (IOException e) {
      arena.close();
      throw unreadable(file, e);
    } catch (UserError e) {
      arena.close();
      throw e;
    }
  }

  /**
   * The text of a small file.
   *
   * @throws UserError BAD_INPUT, one line, if it is too large, not UTF-8 or unreadable
   */
  static String text(Path file) {
    requireFile(file);
    try {
      if (Files.size(file) > LONGEST_TEXT) {
        throw TraceError.of(
            file.toString(), "expected a JSON object of at most " + LONGEST_TEXT + " bytes");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw TraceError.of(file.toString(), "not UTF-8 text", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Throws BAD_INPUT, one line, if it is missing or no regular file. */
  static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw TraceError.of(file.toString(), "no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw TraceError.of(
          file.toString(),
          Files.isDirectory(file) ? "a directory: expected a trace file" : "not a regular file");
    }
  }

  /** The error of a file that cannot be read. */
  static UserError unreadable(Path file, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return TraceError.of(
        file.toString(), "cannot be read (%s)".formatted(TraceError.shown(reason)), e);
  }

  @Override
  public void close() {
    arena.close();
  }
}
