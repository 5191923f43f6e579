// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import java.util.List;

/** Scores of any mode and unit as times. */
public final class JmhTimes {
  private JmhTimes() {}

  /**
   * Microseconds per call of every iteration of every fork. Of a throughput it is the inverse: with
   * several threads the time between two calls, not that of one.
   *
   * @throws IllegalArgumentException if the unit is none that JMH writes in that mode
   */
  public static List<List<Double>> micros(JmhBenchmark benchmark) {
    ScoreUnit unit =
        ScoreUnit.of(benchmark.mode(), benchmark.unit())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mode " + benchmark.mode() + " has no unit " + benchmark.unit()));
    return benchmark.scores().stream()
        .map(fork -> fork.stream().map(unit::micros).toList())
        .toList();
  }
}
