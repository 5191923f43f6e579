// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateCell;
import org.moebench.gate.pairs.ForkRunner.Failure;
import org.moebench.gate.pairs.ForkRunner.Kind;

/** Finds in what a fork printed the one line that says why it failed. */
final class FailureText {
  private static final String NO_BENCHMARK = "No matching benchmarks";

  private static final String LOCKED = "Unable to acquire the JMH lock";

  /** What {@link Enum#valueOf} says; JMH calls it for parameters that are enums. */
  private static final Pattern NO_CONSTANT = Pattern.compile("No enum constant \\S*\\.(\\S+)");

  /** What the suite says of a name that it does not know. */
  private static final Pattern NO_NAME =
      Pattern.compile("unknown [^'\\n]+ '([^'\\n]*)': did you mean");

  /** The head of a stack trace: {@code java.lang.IllegalStateException: reason}. */
  private static final Pattern THROWN =
      Pattern.compile(
          "(?m)^[ \\t]*(?:Caused by: |Suppressed: )?([\\w.$]+(?:Exception|Error))(?:: (.*))?$");

  private FailureText() {}

  /**
   * What the failure means.
   *
   * @throws UserError UNFIT_MACHINE if JMH could not run at all because another JMH run is going on
   */
  static Failure of(GateCell cell, String printed, int exit) {
    if (printed.contains(LOCKED)) {
      throw new UserError(
          ExitStatus.UNFIT_MACHINE,
          "another JMH run is going on (lock file in the temporary folder); two at once would"
              + " disturb each other: wait for it to end");
    }
    if (printed.contains(NO_BENCHMARK)) {
      return new Failure(Kind.ABSENT, "the jar has no benchmark " + cell.benchmark());
    }
    Optional<String> value = unknownValue(cell, printed);
    if (value.isPresent()) {
      return new Failure(Kind.ABSENT, "the benchmark does not know '" + value.get() + "'");
    }
    String ended = "it ended with exit status " + exit + (exit == 0 ? " and without a result" : "");
    return new Failure(Kind.FAILED, thrown(printed).orElse(ended));
  }

  /** The cell's parameter value that was refused; an unknown name of another origin is a fault. */
  private static Optional<String> unknownValue(GateCell cell, String printed) {
    return Stream.of(NO_CONSTANT, NO_NAME)
        .flatMap(pattern -> pattern.matcher(printed).results())
        .map(match -> match.group(1))
        .filter(cell.params()::containsValue)
        .findFirst();
  }

  /** The first exception that is none of JMH's wrappers. */
  private static Optional<String> thrown(String printed) {
    return THROWN
        .matcher(printed)
        .results()
        .filter(match -> !match.group(1).startsWith("org.openjdk.jmh."))
        .findFirst()
        .map(
            match ->
                match.group(2) == null || match.group(2).isBlank()
                    ? match.group(1)
                    : simple(match.group(1)) + match.group(2));
  }

  /** The suite's own errors speak for themselves. */
  private static String simple(String type) {
    return type.equals(UserError.class.getName())
        ? ""
        : type.substring(type.lastIndexOf('.') + 1) + ": ";
  }
}
