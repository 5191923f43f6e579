// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Errors of trace files: one line with file, place, what is wrong and what was expected. */
final class TraceError {
  private static final int LONGEST_SHOWN = 60;

  private TraceError() {}

  /** BAD_INPUT at a place of a file. */
  static UserError at(String source, String place, String what) {
    return new UserError(ExitStatus.BAD_INPUT, "%s: %s: %s".formatted(source, place, what));
  }

  /** BAD_INPUT of a file as a whole. */
  static UserError of(String source, String what) {
    return new UserError(ExitStatus.BAD_INPUT, "%s: %s".formatted(source, what));
  }

  /** BAD_INPUT of a file as a whole, with what caused it. */
  static UserError of(String source, String what, Throwable cause) {
    return new UserError(ExitStatus.BAD_INPUT, "%s: %s".formatted(source, what), cause);
  }

  /** Text of a file, cut and freed of control characters, so that a message stays one line. */
  static String shown(String text) {
    String cut =
        text.length() <= LONGEST_SHOWN
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…";
    return cut.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
