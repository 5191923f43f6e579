// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

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
    String text =
        UserFile.text(file, MAX_BYTES, "one count per expert, as CSV or JSON", counts::bad);
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

  private static String name(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
