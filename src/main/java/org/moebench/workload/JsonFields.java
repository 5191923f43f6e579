// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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

  /** A field that is an object. */
  JsonFields object(String name, List<String> known) {
    JsonNode value = value(name);
    require(value.isObject(), name, value, "an object");
    return new JsonFields(value, file, prefix + name + ".", known);
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
    return object.has(name) ? text(name) : "";
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

  /** true or false. */
  boolean flag(String name) {
    JsonNode value = value(name);
    require(value.isBoolean(), name, value, "true or false");
    return value.booleanValue();
  }

  /** A constant by its name in lower case with hyphens. */
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    String id = text(name);
    List<String> ids = Arrays.stream(type.getEnumConstants()).map(JsonFields::id).toList();
    if (!ids.contains(id)) {
      throw bad(
          name,
          "unknown '%s'; did you mean '%s'? (one of: %s)"
              .formatted(shown(id), NearestName.of(id, ids), String.join(", ", ids)));
    }
    return type.getEnumConstants()[ids.indexOf(id)];
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
