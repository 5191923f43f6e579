// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.List;
import org.moebench.result.Beside;

/**
 * What came out of one fork.
 *
 * @param iterations milliseconds per call of every measured iteration; empty if it failed
 * @param report what the fork said of itself; {@code null} if it said nothing
 * @param failure why there is no time; {@code null} if there is one
 * @param allocatedBytes bytes allocated per call; {@code null} if not measured
 * @param beside what another variant took in turn with the cell's; {@code null} if none was run
 */
public record Fork<T>(
    List<Double> iterations, T report, String failure, Double allocatedBytes, Beside beside) {
  public static <T> Fork<T> measured(List<Double> iterations, T report, Double allocatedBytes) {
    return new Fork<>(List.copyOf(iterations), report, null, allocatedBytes, null);
  }

  /** The same fork, in which another variant took turns. */
  Fork<T> beside(Beside other) {
    return new Fork<>(iterations, report, failure, allocatedBytes, other);
  }

  public static <T> Fork<T> failed(T report, String failure) {
    return new Fork<>(List.of(), report, failure, null, null);
  }
}
