// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.moebench.fault.UserError;

/** Reads a text file that a user named. */
final class UserFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private UserFile() {}

  /**
   * The text of a file in UTF-8, without its byte order mark.
   *
   * @param largest most bytes read, in whole KiB
   * @param expected what the file should hold, for the messages
   * @param bad makes the error for what is wrong with the file
   */
  static String text(Path file, int largest, String expected, Function<String, UserError> bad) {
    byte[] bytes = bytes(file, largest, expected, bad);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw bad.apply("is not UTF-8 text; expected " + expected);
    }
  }

  private static byte[] bytes(
      Path file, int largest, String expected, Function<String, UserError> bad) {
    if (Files.isDirectory(file)) {
      throw bad.apply("is a folder; expected " + expected);
    }
    try (InputStream in = Files.newInputStream(file)) {
      // Not the size of the file: pipes and devices have none.
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw bad.apply("is larger than %s; expected %s".formatted(shown(largest), expected));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw bad.apply("does not exist");
    } catch (IOException e) {
      throw bad.apply("cannot be read (%s)".formatted(e));
    }
  }

  private static String shown(int bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }
}
