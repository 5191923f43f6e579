// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/**
 * Takes what is wrong with a trace. If it returns, the reader leaves out what is wrong (a bad id
 * counts as missing) and goes on.
 */
@FunctionalInterface
public interface TraceProblems {
  /**
   * @param source name of the trace
   * @param place where in it, for example {@code token 17, layer 3, slot 2} or {@code line 5}
   * @param what what is wrong there, and what was expected
   */
  void report(String source, String place, String what);
}
