// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

/** Finds the one line that says why a fork failed in what JMH throws. */
final class JmhFailure {
  private JmhFailure() {}

  /**
   * The reason, on one line.
   *
   * @param log where the rest can be read
   * @throws UserError if JMH could not run at all because another JMH run is going on
   */
  static String reason(RunnerException e, Path log) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("JMH lock")) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE,
          "another JMH run is going on (lock file in "
              + System.getProperty("java.io.tmpdir")
              + "); two at once would disturb each other: wait for it to end",
          e);
    }
    Throwable cause = deepest(e);
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String kind = cause instanceof UserError ? "" : cause.getClass().getSimpleName() + ": ";
    return oneLine(kind + text) + "; see " + log;
  }

  /** The first cause or suppressed exception that is none of JMH's wrappers. */
  private static Throwable deepest(Throwable top) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>();
    open.add(top);
    Throwable last = top;
    while (!open.isEmpty()) {
      Throwable next = open.removeFirst();
      if (!seen.add(next)) {
        continue;
      }
      last = next;
      if (!(next instanceof RunnerException) && !(next instanceof BenchmarkException)) {
        return next;
      }
      if (next.getCause() != null) {
        open.add(next.getCause());
      }
      Collections.addAll(open, next.getSuppressed());
    }
    return last;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " / ");
  }
}
