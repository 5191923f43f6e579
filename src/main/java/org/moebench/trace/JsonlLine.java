// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The fields of one line of JSONL after its header, in arrays that the next line fills again. */
final class JsonlLine {
  /** A number that the line does not have. */
  static final int ABSENT = -1;

  /** Most ids of a line: an array has no more, and no more than a part of the heap. */
  static final int MOST_IDS = (int) Math.min(1L << 26, Runtime.getRuntime().maxMemory() / 40);

  private int sequence;
  private int position;
  private int promptTokens;
  private int layer;
  private long routed;
  private final JsonlRows ids = JsonlRows.ofIds();
  private final JsonlRows weights = JsonlRows.ofFigures("weights");
  private final JsonlRows norms = JsonlRows.ofFigures("norms");
  private final JsonlRows maxima = JsonlRows.ofFigures("max");
  private long[] counts = new long[0];
  private int counted;

  /**
   * Reads a line.
   *
   * @param json before its first token
   * @param slots entries of a row that count; 0 if all do
   * @return whether there is anything on the line
   * @throws BadLineException at what makes it no record
   * @throws IOException if it is not JSON or cannot be read
   */
  boolean read(JsonParser json, int slots) throws IOException, BadLineException {
    clear();
    JsonToken first = json.nextToken();
    if (first == null) {
      return false;
    }
    if (first != JsonToken.START_OBJECT) {
      throw new BadLineException("expected a JSON object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      field(name, json, slots);
    }
    if (json.nextToken() != null) {
      throw new BadLineException("expected nothing after the object");
    }
    check();
    return true;
  }

  private void clear() {
    sequence = 0;
    position = 0;
    promptTokens = ABSENT;
    layer = ABSENT;
    routed = ABSENT;
    counted = ABSENT;
    ids.clear();
    weights.clear();
    norms.clear();
    maxima.clear();
  }

  private void field(String name, JsonParser json, int slots) throws IOException, BadLineException {
    boolean absent = json.currentToken() == JsonToken.VALUE_NULL;
    switch (name) {
      case "seq" -> sequence = absent ? 0 : sequence(json);
      case "pos" -> position = absent ? 0 : number(name, json);
      case "prompt_len" -> promptTokens = absent ? ABSENT : number(name, json);
      case "layer" -> layer = absent ? ABSENT : number(name, json);
      case "routed" -> routed = absent ? ABSENT : count(name, json);
      case "ids" -> ids.read(json, slots);
      case "weights" -> weights.readUnlessNull(json, slots);
      case "norms" -> norms.readUnlessNull(json, slots);
      case "max" -> maxima.readUnlessNull(json, slots);
      case "counts" -> counts(json);
      default -> json.skipChildren();
    }
  }

  /** Any number may name a sequence. */
  private static int sequence(JsonParser json) throws IOException, BadLineException {
    boolean fits =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() == JsonParser.NumberType.INT;
    if (!fits) {
      throw new BadLineException(
          "'seq' is %s: expected a whole number of 32 bits"
              .formatted(TraceError.shown(json.getText())));
    }
    return json.getIntValue();
  }

  private static int number(String name, JsonParser json) throws IOException, BadLineException {
    long value = count(name, json);
    if (value > Integer.MAX_VALUE) {
      throw notWhole(name, json, Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static long count(String name, JsonParser json) throws IOException, BadLineException {
    boolean whole =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (!whole || json.getLongValue() < 0) {
      throw notWhole(name, json, Long.MAX_VALUE);
    }
    return json.getLongValue();
  }

  private static BadLineException notWhole(String name, JsonParser json, long most)
      throws IOException {
    return new BadLineException(
        "'%s' is %s: expected a whole number from 0 to %d"
            .formatted(name, TraceError.shown(json.getText()), most));
  }

  private void counts(JsonParser json) throws IOException, BadLineException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new BadLineException("'counts' is no list of numbers");
    }
    counted = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (counted == TraceHeader.MOST_EXPERTS) {
        throw new BadLineException(
            "'counts' has more than %d entries".formatted(TraceHeader.MOST_EXPERTS));
      }
      if (counted == counts.length) {
        counts = Arrays.copyOf(counts, 2 * counted + 64);
      }
      counts[counted] = count("counts[%d]".formatted(counted), json);
      counted++;
    }
  }

  private void check() throws BadLineException {
    if (isCounts() == ids.isRead()) {
      throw new BadLineException("expected either 'ids' or 'counts'");
    } else if (isCounts()) {
      checkSum();
    } else {
      for (JsonlRows figures : new JsonlRows[] {weights, norms, maxima}) {
        figures.requireShapeOf(ids);
      }
      if (position > Integer.MAX_VALUE - ids.rows()) {
        throw new BadLineException("'pos' is %d: too large for its rows".formatted(position));
      }
    }
  }

  private void checkSum() throws BadLineException {
    long sum = 0;
    for (int i = 0; i < counted; i++) {
      sum += counts[i];
      if (sum < 0) {
        throw new BadLineException("the sum of 'counts' exceeds " + Long.MAX_VALUE);
      }
    }
    if (routed != ABSENT && routed != sum) {
      throw new BadLineException(
          "'routed' is %d, the sum of 'counts' is %d: expected the same".formatted(routed, sum));
    }
  }

  /** Whether it is counts; otherwise it is records. */
  boolean isCounts() {
    return counted != ABSENT;
  }

  /** The sequence of the records. */
  int sequence() {
    return sequence;
  }

  /** The position of the first record; the others follow. */
  int position() {
    return position;
  }

  /** Positions below it are the prompt; {@link #ABSENT} if the line does not say. */
  int promptTokens() {
    return promptTokens;
  }

  /** Number of the layer, {@link #ABSENT} if it has none. */
  int layer() {
    return layer;
  }

  /** Ids of the records. */
  JsonlRows ids() {
    return ids;
  }

  /** Gate weights, perhaps none. */
  JsonlRows weights() {
    return weights;
  }

  /** Norms of the experts' outputs, perhaps none. */
  JsonlRows norms() {
    return norms;
  }

  /** Largest elements of the experts' outputs, perhaps none. */
  JsonlRows maxima() {
    return maxima;
  }

  /** Selections per expert. */
  long[] counts() {
    return Arrays.copyOf(counts, counted);
  }
}
