// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the Python literal in the header of an array: a dictionary of texts, truth values, whole
 * numbers and sequences of these. A text becomes a String, a truth value a Boolean, a number a
 * Long, a sequence a List.
 */
final class NpyDict {
  private static final int DEEPEST = 8;

  private final String text;
  private int at;

  private NpyDict(String text) {
    this.text = text;
  }

  /**
   * Reads a dictionary.
   *
   * @throws IllegalArgumentException if it is none, with the reason in one line
   */
  static Map<String, Object> parse(String text) {
    NpyDict reader = new NpyDict(text);
    Map<String, Object> entries = reader.entries();
    if (reader.next() != 0) {
      throw reader.expected("nothing after '}'");
    }
    return entries;
  }

  private Map<String, Object> entries() {
    Map<String, Object> entries = new HashMap<>();
    take('{');
    while (next() != '}') {
      String key = string();
      take(':');
      if (entries.put(key, value(0)) != null) {
        throw new IllegalArgumentException(
            "'%s' comes more than once".formatted(TraceError.shown(key)));
      }
      if (next() != '}') {
        take(',');
      }
    }
    take('}');
    return entries;
  }

  private Object value(int depth) {
    char first = next();
    if (first == '\'' || first == '"') {
      return string();
    }
    if (first == '(' || first == '[') {
      return sequence(first == '(' ? ')' : ']', depth + 1);
    }
    if (first == '-' || Character.isDigit(first)) {
      return number();
    }
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return Boolean.valueOf(word);
      }
    }
    throw expected("a value");
  }

  private List<Object> sequence(char end, int depth) {
    if (depth > DEEPEST) {
      throw expected("less nesting");
    }
    List<Object> values = new ArrayList<>();
    at++;
    while (next() != end) {
      values.add(value(depth));
      if (next() != end) {
        take(',');
      }
    }
    at++;
    return values;
  }

  private String string() {
    char quote = next();
    if (quote != '\'' && quote != '"') {
      throw expected("a quoted name");
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw expected("a closing quote");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private Long number() {
    int start = at;
    at += text.charAt(at) == '-' ? 1 : 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    // Python 2 marks long numbers so.
    at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is no number below 2^63".formatted(TraceError.shown(digits)), e);
    }
  }

  /** The next character that is no space, 0 at the end. */
  private char next() {
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == 0)) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void take(char expected) {
    if (next() != expected) {
      throw expected("'" + expected + "'");
    }
    at++;
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException("expected %s at character %d".formatted(what, at));
  }
}
