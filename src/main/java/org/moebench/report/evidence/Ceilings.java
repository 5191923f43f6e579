// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.moebench.result.ResultSet;
import org.moebench.stats.Samples;

/**
 * One of the machine's ceilings over the rounds of a run.
 *
 * @param values finite positive rates, sorted
 */
@SuppressWarnings("ArrayRecordComponent")
record Ceilings(double[] values) {
  static Ceilings of(ResultSet set, String name) {
    return new Ceilings(
        set.ceilings().stream()
            .filter(sample -> sample.name().equals(name))
            .mapToDouble(sample -> sample.value())
            .filter(value -> value > 0 && Double.isFinite(value))
            .sorted()
            .toArray());
  }

  OptionalDouble median() {
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Samples.median(values));
  }

  double low() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  double high() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** (largest - smallest) / median; NaN without values. */
  double drift() {
    return (high() - low()) / median().orElse(Double.NaN);
  }
}
