// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import org.moebench.result.CeilingSample;
import org.moebench.result.ResultSet;
import org.moebench.stats.Samples;

/**
 * One of the machine's ceilings over the rounds of a run.
 *
 * @param values finite positive rates, in order of rounds
 */
@SuppressWarnings("ArrayRecordComponent")
public record Ceilings(double[] values) {
  /** The usable samples of one ceiling. */
  public static Ceilings of(ResultSet set, String name) {
    return new Ceilings(
        set.ceilings().stream()
            .filter(sample -> sample.name().equals(name))
            .sorted(Comparator.comparingInt(CeilingSample::round))
            .mapToDouble(sample -> sample.value())
            .filter(value -> value > 0 && Double.isFinite(value))
            .toArray());
  }

  /** The median; empty without values. */
  public OptionalDouble median() {
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Samples.median(values));
  }

  /** The smallest; NaN without values. */
  public double low() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  /** The largest; NaN without values. */
  public double high() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** (largest - smallest) / median; NaN without values. */
  public double drift() {
    return (high() - low()) / median().orElse(Double.NaN);
  }
}
