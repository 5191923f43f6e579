// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** A list of rows of a line, all of the same length; filled again by the next line. */
final class JsonlRows {
  private final String name;
  private short[] ids;
  private float[] figures;
  private int size;
  private int rows;
  private int rowLength;
  private boolean read;

  private JsonlRows(String name, short[] ids, float[] figures) {
    this.name = name;
    this.ids = ids;
    this.figures = figures;
  }

  /** Ids; null and negative ones are missing, the largest short stands for all above, too. */
  static JsonlRows ofIds() {
    return new JsonlRows("ids", new short[1024], null);
  }

  /** Figures; null ones are NaN. */
  static JsonlRows ofFigures(String name) {
    return new JsonlRows(name, null, new float[1024]);
  }

  void clear() {
    size = 0;
    rows = 0;
    rowLength = 0;
    read = false;
  }

  /** The same, if there is a list. */
  void readUnlessNull(JsonParser json, int slots) throws IOException, BadLineException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      read(json, slots);
    }
  }

  /**
   * Reads a list of rows.
   *
   * @param json at the start of the list
   * @param slots entries of a row that count, the first ones; 0 if all do
   */
  void read(JsonParser json, int slots) throws IOException, BadLineException {
    requireList(json.currentToken());
    read = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      requireList(json.currentToken());
      int length = row(json, slots);
      if (rows > 0 && length != rowLength) {
        throw bad("row %d has %d entries, row 0 has %d".formatted(rows, length, rowLength));
      }
      if (length < Math.max(1, slots)) {
        throw bad("row %d has %d entries: expected %d".formatted(rows, length, Math.max(1, slots)));
      }
      rowLength = length;
      rows++;
    }
  }

  private void requireList(JsonToken token) throws BadLineException {
    if (token != JsonToken.START_ARRAY) {
      throw bad("expected a list of rows, each a list of numbers");
    }
  }

  /** Its length. */
  private int row(JsonParser json, int slots) throws IOException, BadLineException {
    int column = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (slots == 0 || column < slots) {
        add(json, token, column);
      } else if (!token.isScalarValue()) {
        throw bad("row %d: expected numbers".formatted(rows));
      }
      column++;
    }
    return column;
  }

  private void add(JsonParser json, JsonToken token, int column)
      throws IOException, BadLineException {
    if (size == JsonlLine.MOST_IDS) {
      throw bad(
          "more than %d entries in one line: continue the sequence in another, from its 'pos' on"
              .formatted(JsonlLine.MOST_IDS));
    }
    if (ids != null) {
      ids = size == ids.length ? Arrays.copyOf(ids, longer(size)) : ids;
      ids[size++] = id(json, token, column);
    } else {
      figures = size == figures.length ? Arrays.copyOf(figures, longer(size)) : figures;
      figures[size++] = figure(json, token, column);
    }
  }

  private static int longer(int length) {
    return (int) Math.min(JsonlLine.MOST_IDS, 3L * length / 2);
  }

  private short id(JsonParser json, JsonToken token, int column)
      throws IOException, BadLineException {
    if (token == JsonToken.VALUE_NULL) {
      return TraceBlock.MISSING;
    } else if (token != JsonToken.VALUE_NUMBER_INT) {
      throw notNumber(json, column, "a whole number");
    } else if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return json.getBigIntegerValue().signum() < 0 ? TraceBlock.MISSING : Short.MAX_VALUE;
    }
    return (short) Math.max(TraceBlock.MISSING, Math.min(Short.MAX_VALUE, json.getLongValue()));
  }

  private float figure(JsonParser json, JsonToken token, int column)
      throws IOException, BadLineException {
    if (token == JsonToken.VALUE_NULL) {
      return Float.NaN;
    } else if (!token.isNumeric()) {
      throw notNumber(json, column, "a number");
    }
    return json.getFloatValue();
  }

  private BadLineException notNumber(JsonParser json, int column, String expected)
      throws IOException {
    return bad(
        "row %d, slot %d is %s: expected %s"
            .formatted(rows, column, TraceError.shown(json.getText()), expected));
  }

  private BadLineException bad(String what) {
    return new BadLineException("'%s': %s".formatted(name, what));
  }

  /** Requires as many rows of the same length, if there are any. */
  void requireShapeOf(JsonlRows other) throws BadLineException {
    if (read && (rows != other.rows || rowLength != other.rowLength)) {
      throw bad(
          "%d rows of %d beside %d rows of %d of '%s': expected the same"
              .formatted(rows, rowLength, other.rows, other.rowLength, other.name));
    }
  }

  /** Whether the line has this list. */
  boolean isRead() {
    return read;
  }

  /** How many rows there are. */
  int rows() {
    return rows;
  }

  /** Length of the rows in the file. */
  int rowLength() {
    return rowLength;
  }

  /** Entries that count. */
  int size() {
    return size;
  }

  /** Ids that count, row after row; longer than {@link #size}. */
  short[] ids() {
    return ids;
  }

  /** Figures that count, row after row; longer than {@link #size}. */
  float[] figures() {
    return figures;
  }
}
