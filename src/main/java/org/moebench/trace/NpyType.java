// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type of an array's elements.
 *
 * @param kind {@code i} signed, {@code u} unsigned, {@code f} floating point
 * @param bytes length of an element
 * @param bigEndian whether the high byte comes first
 */
record NpyType(char kind, int bytes, boolean bigEndian) {
  private static final Pattern PATTERN = Pattern.compile("([<>|=]?)([iuf])([1248])");

  /** The type that a {@code descr} names; null if it is none that a trace may have. */
  static NpyType of(String descr) {
    Matcher matcher = PATTERN.matcher(descr);
    if (!matcher.matches() || "f1".equals(descr.substring(matcher.start(2)))) {
      return null;
    }
    int bytes = matcher.group(3).charAt(0) - '0';
    boolean orderMatters = bytes > 1;
    boolean orderKnown = "<".equals(matcher.group(1)) || ">".equals(matcher.group(1));
    return orderMatters && !orderKnown
        ? null
        : new NpyType(
            matcher.group(2).charAt(0), bytes, orderMatters && ">".equals(matcher.group(1)));
  }

  boolean isWhole() {
    return kind != 'f';
  }

  boolean isUnsigned() {
    return kind == 'u';
  }

  /** The name as people write it, for example {@code u2}. */
  String text() {
    return String.valueOf(kind) + bytes;
  }
}
