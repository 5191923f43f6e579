// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * A place in a JSON file. What it must hold is asked for by type; anything else is a UserError
 * BAD_INPUT that names file and JSON pointer.
 */
final class JsonPlace {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path file;
  private final String advice;
  private final JsonPointer pointer;
  private final JsonNode node;

  private JsonPlace(Path file, String advice, JsonPointer pointer, JsonNode node) {
    this.file = file;
    this.advice = advice;
    this.pointer = pointer;
    this.node = node;
  }

  /**
   * The whole of a file, which must be one JSON object with this {@code schema}.
   *
   * @param advice what to do about a file that is not as it must be
   */
  static JsonPlace read(Path file, String schema, String advice) {
    JsonPlace root = new JsonPlace(file, advice, JsonPointer.empty(), tree(file, advice));
    root.object();
    String found = root.node.path("schema").asText("");
    if (!found.equals(schema)) {
      throw root.get("schema").bad("holds '" + found + "', expected '" + schema + "'");
    }
    return root;
  }

  private static JsonNode tree(Path file, String advice) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " in line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      String what = file + " is not valid JSON" + where + ": edited or cut off; " + advice;
      throw new UserError(ExitStatus.BAD_INPUT, what, e);
    } catch (NoSuchFileException e) {
      throw new UserError(ExitStatus.BAD_INPUT, file + " does not exist", e);
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.BAD_INPUT, file + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** A field that must be there. */
  JsonPlace get(String field) {
    JsonNode value = object().get(field);
    if (value == null) {
      throw bad("has no '" + field + "'");
    }
    return new JsonPlace(file, advice, pointer.appendProperty(field), value);
  }

  /** Refuses fields of other names. */
  void only(String... fields) {
    for (Iterator<String> names = object().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!Arrays.asList(fields).contains(name)) {
        throw bad("has unknown field '" + name + "'; known: " + String.join(", ", fields));
      }
    }
  }

  boolean isNull() {
    return node.isNull();
  }

  ObjectNode object() {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw bad("holds " + shown() + ", not an object");
  }

  /** Every element of an array. */
  <T> List<T> list(Function<JsonPlace, T> element) {
    if (!node.isArray()) {
      throw bad("holds " + shown() + ", not an array");
    }
    List<T> all = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      all.add(element.apply(new JsonPlace(file, advice, pointer.appendIndex(i), node.get(i))));
    }
    return all;
  }

  /** The same, with at least one element. */
  <T> List<T> some(Function<JsonPlace, T> element) {
    List<T> all = list(element);
    if (all.isEmpty()) {
      throw bad("is empty");
    }
    return all;
  }

  String text() {
    if (!node.isTextual()) {
      throw bad("holds " + shown() + ", not a text");
    }
    return node.textValue();
  }

  /** A text with more than blanks in it. */
  String words() {
    if (text().isBlank()) {
      throw bad("is empty");
    }
    return text();
  }

  /** A text that {@code parse} takes. */
  <T> T date(Function<String, T> parse, String example) {
    try {
      return parse.apply(text());
    } catch (DateTimeException e) {
      throw bad("holds " + shown() + ", not a date such as " + example);
    }
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text()))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    "holds %s, not one of %s"
                        .formatted(shown(), List.of(type.getEnumConstants()))));
  }

  /** A finite number; texts such as {@code "NaN"} are none. */
  double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw bad("holds " + shown() + ", not a finite number");
    }
    return node.doubleValue();
  }

  double positive() {
    double value = number();
    if (!(value > 0)) {
      throw bad("holds " + shown() + ", not a number above 0");
    }
    return value;
  }

  double notNegative() {
    double value = number();
    if (value < 0) {
      throw bad("holds " + shown() + ", not a number from 0 on");
    }
    return value;
  }

  /** A whole number from 0 on. */
  int count() {
    if (!node.isInt() || node.intValue() < 0) {
      throw bad("holds " + shown() + ", not a whole number from 0 on");
    }
    return node.intValue();
  }

  private String shown() {
    return node.isContainerNode() ? (node.isArray() ? "an array" : "an object") : node.toString();
  }

  /** What is wrong with this place, and what to do about such a file. */
  UserError bad(String what) {
    return refusal(what + "; " + advice);
  }

  /** What is wrong with this place, where {@code what} says also what to do. */
  UserError refusal(String what) {
    String at = pointer.matches() ? "" : " at " + pointer;
    return new UserError(ExitStatus.BAD_INPUT, file + at + " " + what);
  }
}
