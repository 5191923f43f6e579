// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/**
 * How long JMH warms up and measures in one fork. An iteration lasts at least the given time and
 * always finishes the call it has begun.
 *
 * @param warmupIterations iterations that are thrown away
 * @param warmupMillis least duration of each of them
 * @param iterations iterations that count
 * @param iterationMillis least duration of each of them
 */
public record Timing(int warmupIterations, int warmupMillis, int iterations, int iterationMillis) {
  /** One iteration less of everything, at least one: for cells whose calls are long. */
  public Timing shortened() {
    return new Timing(1, warmupMillis, Math.max(1, iterations - 1), iterationMillis);
  }

  /** Expected duration of a fork's iterations when one call takes {@code callSeconds}. */
  double expectedSeconds(double callSeconds) {
    return warmupIterations * Math.max(warmupMillis / 1e3, callSeconds)
        + iterations * Math.max(iterationMillis / 1e3, callSeconds);
  }
}
