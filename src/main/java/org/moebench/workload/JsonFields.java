// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/**
 * The fields of a JSON object, read strictly: every field must be known, and of its type. Errors
 * are BAD_INPUT, one line with the file and the field.
 */
final class JsonFields {
  private static final int LONGEST_TEXT = 2000;
  private static final int LONGEST_SHOWN = 40;
  private static final int LONGEST_CAUSE = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode object;
  private final String file;
  private final String prefix;

  /**
   * @param object the object
   * @param file file it was read from, for messages
   * @param prefix what to put before the names of its fields in messages
   * @param known names of the fields it may have
   */
  JsonFields(JsonNode object, String file, String prefix, List<String> known) {
    this.object = object;
    this.file = file;
    this.prefix = prefix;
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw bad(shown(name), "unknown; did you mean '" + NearestName.of(name, known) + "'?");
      }
    }
  }

  /**
   * The fields of the object that a text holds.
   *
   * @param file file the text comes from, for messages
   * @param known names of the fields it may have
   * @throws UserError BAD_INPUT, one line with the file, if the text is no JSON object
   */
  static JsonFields of(String text, String file, List<String> known) {
    return new JsonFields(tree(text, file), file, "", known);
  }

  /** A whole number of the object that a text holds, whatever other fields it has. */
  static int wholeIn(String text, String file, String name) {
    JsonNode tree = tree(text, file);
    return new JsonFields(tree, file, "", names(tree)).whole(name);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode tree(String text, String file) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isObject()) {
        throw new UserError(ExitStatus.BAD_INPUT, file + ": holds no JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new UserError(ExitStatus.BAD_INPUT, file + ": " + problem(e), e);
    }
  }

  private static String problem(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String cause = e.getOriginalMessage().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return "line %s, column %s: not valid JSON (%s)"
        .formatted(
            at == null ? 1 : at.getLineNr(),
            at == null ? 1 : at.getColumnNr(),
            cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE)));
  }

  /**
   * Makes a record that checks itself and cannot say the file of its fields.
   *
   * @param start how the messages of its own errors start, before the name of the field
   * @throws UserError BAD_INPUT with the file before such a message; others as they are
   */
  static <T> T located(String file, String start, Supplier<T> made) {
    try {
      return made.get();
    } catch (UserError e) {
      throw e.getMessage().startsWith(start)
          ? new UserError(
              ExitStatus.BAD_INPUT, file + ": field " + e.getMessage().substring(start.length()), e)
          : e;
    }
  }

  /** Whether there is such a field. */
  boolean has(String name) {
    return object.has(name);
  }

  /** A field that is an object. */
  JsonFields object(String name, List<String> known) {
    JsonNode value = value(name);
    require(value.isObject(), name, value, "an object");
    return new JsonFields(value, file, prefix + name + ".", known);
  }

  /** A field that is a list of objects, each with these fields. */
  List<JsonFields> objects(String name, List<String> known) {
    JsonNode list = value(name);
    require(list.isArray(), name, list, "a list");
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode object : list) {
      String place = "%s[%d]".formatted(name, objects.size());
      require(object.isObject(), place, object, "an object");
      objects.add(new JsonFields(object, file, prefix + place + ".", known));
    }
    return objects;
  }

  /** One line of text that is not blank. */
  String text(String name) {
    JsonNode value = value(name);
    require(value.isTextual(), name, value, "text");
    String text = value.textValue();
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw bad(name, "expected 1 to " + LONGEST_TEXT + " characters, not all blank");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw bad(name, "expected one line without control characters");
    }
    return text;
  }

  /** One line of text, or the empty text if the field is missing. */
  String textOrEmpty(String name) {
    return has(name) ? text(name) : "";
  }

  /** A whole number. */
  int whole(String name) {
    JsonNode value = value(name);
    require(
        value.isIntegralNumber() && value.canConvertToInt(), name, value, "a whole number < 2^31");
    return value.intValue();
  }

  /** A number; infinite if it is beyond the range of a double. */
  double number(String name) {
    JsonNode value = value(name);
    require(value.isNumber(), name, value, "a number");
    return value.doubleValue();
  }

  /** Numbers: one for all of {@code count} entries, or a list of as many. */
  List<Double> numberOrList(String name, int count) {
    if (value(name).isNumber()) {
      return Collections.nCopies(count, number(name));
    }
    List<Double> numbers = list(name);
    if (numbers.size() != count) {
      throw bad(name, "has " + numbers.size() + " numbers instead of " + count);
    }
    return numbers;
  }

  /** A list of numbers. */
  List<Double> list(String name) {
    JsonNode value = value(name);
    require(value.isArray(), name, value, "a list of numbers");
    List<Double> numbers = new ArrayList<>();
    for (JsonNode entry : value) {
      require(entry.isNumber(), name, entry, "a number");
      numbers.add(entry.doubleValue());
    }
    return numbers;
  }

  /** Names and values of an object whose fields are all numbers, in the order of the file. */
  Map<String, Double> numbersByName(String name) {
    JsonNode value = value(name);
    require(value.isObject(), name, value, "an object");
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      String entry = names.next();
      require(value.get(entry).isNumber(), name, value.get(entry), "a number");
      numbers.put(entry, value.get(entry).doubleValue());
    }
    return numbers;
  }

  /** true or false. */
  boolean flag(String name) {
    JsonNode value = value(name);
    require(value.isBoolean(), name, value, "true or false");
    return value.booleanValue();
  }

  /** A constant by its name in lower case with hyphens. */
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    List<String> ids = Arrays.stream(type.getEnumConstants()).map(JsonFields::id).toList();
    return type.getEnumConstants()[ids.indexOf(choice(name, ids))];
  }

  /** One of the given names. */
  String choice(String name, Collection<String> ids) {
    String id = text(name);
    if (!ids.contains(id)) {
      throw bad(
          name,
          "unknown '%s'; did you mean '%s'? (one of: %s)"
              .formatted(shown(id), NearestName.of(id, ids), String.join(", ", ids)));
    }
    return id;
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private JsonNode value(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw bad(name, "missing");
    }
    return value;
  }

  private void require(boolean holds, String name, JsonNode value, String expected) {
    if (!holds) {
      throw bad(name, shown(value.toString()) + " is not " + expected);
    }
  }

  /** The error for a field. */
  UserError bad(String name, String problem) {
    return new UserError(
        ExitStatus.BAD_INPUT, "%s: field '%s%s': %s".formatted(file, prefix, name, problem));
  }

  /** Text of the file, cut and freed of control characters so that a message stays one line. */
  static String shown(String text) {
    String cut = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    return cut.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
