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
import java.util.Map;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

/**
 * A user's own histogram of rows per expert: text as in {@link HistogramText} or JSON as in {@link
 * HistogramJson}, in UTF-8 with or without byte order mark, lines ended in any way. Counts that are
 * all zero are valid: a workload without rows.
 */
public final class HistogramFile {
  /** Largest file read: a count for each of a few hundred thousand experts. */
  static final int MAX_BYTES = 4 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private HistogramFile() {}

  /**
   * Reads a histogram file.
   *
   * @return a workload named after the file, without reference statistics
   * @throws UserError BAD_INPUT, one line with the file, the place and the value, if it cannot be
   *     read, is larger than 4 MiB, is empty, or a count is negative, not a whole number or too
   *     large, alone or summed up; or if experts are missing or repeated
   */
  public static Workload read(Path file) {
    CountList counts = new CountList(file);
    String text = text(file, counts);
    String content = text.strip();
    boolean json = content.startsWith("[") || content.startsWith("{");
    ExpertRows rows = json ? HistogramJson.read(text, counts) : HistogramText.read(text, counts);
    return new Workload(
        name(file),
        "Rows per expert as given by the user",
        "file " + file.getFileName(),
        "not stated",
        null,
        rows,
        Map.of());
  }

  private static String text(Path file, CountList counts) {
    byte[] bytes = bytes(file, counts);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw counts.bad("is not UTF-8 text; expected CSV or JSON");
    }
  }

  private static byte[] bytes(Path file, CountList counts) {
    if (Files.isDirectory(file)) {
      throw counts.bad("is a folder; name a CSV or JSON file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // Not the size of the file: pipes and devices have none.
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw counts.bad(
            "is larger than %s MiB; expected one count per expert".formatted(MAX_BYTES >> 20));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw counts.bad("does not exist");
    } catch (IOException e) {
      throw counts.bad("cannot be read (%s)".formatted(e));
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
