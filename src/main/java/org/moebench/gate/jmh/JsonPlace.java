// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * A value in a JSON file that knows where it stands, so that an error can say so.
 *
 * @param pointer JSON pointer (RFC 6901), for example {@code /3/primaryMetric}
 * @param node the value; missing if there is none
 */
record JsonPlace(Path file, String pointer, JsonNode node) {
  private static final int LONGEST_QUOTE = 40;

  JsonPlace at(String field) {
    String escaped = field.replace("~", "~0").replace("/", "~1");
    return new JsonPlace(file, pointer + "/" + escaped, node.path(field));
  }

  JsonPlace at(int index) {
    return new JsonPlace(file, pointer + "/" + index, node.path(index));
  }

  boolean absent() {
    return node.isMissingNode();
  }

  /** The value of a text that must be there and not be empty. */
  String text() {
    if (!node.isTextual() || node.asText().isEmpty()) {
      throw bad("is " + quote() + ", not a text", "is this JMH's JSON?");
    }
    return node.asText();
  }

  /** The number of elements of an array that must be there and not be empty. */
  int length(String elements) {
    if (!node.isArray()) {
      throw bad("is " + quote() + ", not an array of " + elements, "is this JMH's JSON?");
    }
    if (node.isEmpty()) {
      throw bad("holds no " + elements, "measure this benchmark again");
    }
    return node.size();
  }

  /** A number; JMH writes NaN and infinities as texts, which are refused like all else. */
  double number(String kind) {
    if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
      throw notA(kind);
    }
    return node.asDouble();
  }

  /** The error that the value is not of the kind it must be. */
  UserError notA(String kind) {
    return bad("is " + quote() + ", not " + kind, "measure this benchmark again");
  }

  /** The error that something is wrong with the value. */
  UserError bad(String what, String advice) {
    String place = pointer.isEmpty() ? "" : ": " + pointer;
    return new UserError(ExitStatus.BAD_INPUT, file + place + " " + what + ": " + advice);
  }

  private String quote() {
    if (absent()) {
      return "missing";
    }
    String json = oneLine(node.isTextual() ? node.asText() : node.toString());
    return json.isEmpty()
        ? "empty"
        : json.length() <= LONGEST_QUOTE ? json : json.substring(0, LONGEST_QUOTE) + "…";
  }

  /** Text without control characters, fit for one line of a terminal. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
