// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A CSV file (RFC 4180, LF line ends) in tidy form: one observation per line, full precision. */
public final class CsvTable {
  private final String file;
  private final int columns;
  private final List<List<String>> lines = new ArrayList<>();

  /**
   * @param file file name, for example {@code cells.csv}
   * @param header column names
   */
  public CsvTable(String file, String... header) {
    this.file = file;
    this.columns = header.length;
    lines.add(List.of(header));
  }

  /** File name. */
  public String file() {
    return file;
  }

  /**
   * Adds a line. {@code null} and numbers that are not finite become empty fields.
   *
   * @throws IllegalArgumentException if the number of values is not that of the header
   */
  public CsvTable add(Object... values) {
    if (values.length != columns) {
      throw new IllegalArgumentException(
          file + " has " + columns + " columns, got " + Arrays.toString(values));
    }
    lines.add(Arrays.stream(values).map(CsvTable::field).toList());
    return this;
  }

  /** The file's content. */
  public String text() {
    return lines.stream()
        .map(line -> line.stream().map(CsvTable::quote).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String field(Object value) {
    boolean absent = value instanceof Double number && !Double.isFinite(number);
    return absent ? "" : Objects.toString(value, "");
  }

  private static String quote(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
