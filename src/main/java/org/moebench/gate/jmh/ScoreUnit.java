// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unit of a score.
 *
 * @param throughput whether scores are calls per time, else time per call
 * @param unitMicros microseconds of its unit of time
 */
record ScoreUnit(boolean throughput, double unitMicros) {
  /** JMH's short name of the mode that counts calls. */
  static final String THROUGHPUT = "thrpt";

  /** JMH's short names of all modes: throughput, mean time, sampled times, single calls. */
  static final List<String> MODES = List.of(THROUGHPUT, "avgt", "sample", "ss");

  private static final Map<String, Double> MICROS =
      Map.of(
          "ns", 0.001, "us", 1.0, "ms", 1e3, "s", 1e6, "min", 60e6, "hr", 3600e6, "day", 86400e6);

  /** The unit that a mode writes, {@code ops/us} or {@code us/op}; empty if it is another. */
  static Optional<ScoreUnit> of(String mode, String text) {
    boolean throughput = mode.equals(THROUGHPUT);
    boolean fits = throughput ? text.startsWith("ops/") : text.endsWith("/op");
    if (!fits) {
      return Optional.empty();
    }
    String time = throughput ? text.substring(4) : text.substring(0, text.length() - 3);
    return Optional.ofNullable(MICROS.get(time)).map(unit -> new ScoreUnit(throughput, unit));
  }

  /** Microseconds per call. */
  double micros(double score) {
    return throughput ? unitMicros / score : score * unitMicros;
  }
}
