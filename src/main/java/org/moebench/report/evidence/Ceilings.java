// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.moebench.result.CeilingSample;
import org.moebench.result.CellResult;
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

  /** The usable samples of one ceiling, by round. */
  public static Map<Integer, Double> byRound(ResultSet set, String name) {
    Map<Integer, Double> rates = new HashMap<>();
    set.ceilings().stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.value() > 0 && Double.isFinite(sample.value()))
        .forEach(sample -> rates.put(sample.round(), sample.value()));
    return rates;
  }

  /**
   * The share of a ceiling that a cell reaches: median over rounds of rate / ceiling, both of one
   * round; NaN without a round that has both.
   *
   * @param work of one call, in the ceiling's unit times ms
   * @param ceiling as {@link #byRound} gives it
   */
  public static double share(CellResult cell, double work, Map<Integer, Double> ceiling) {
    double[] shares =
        Comparison.byRound(cell).entrySet().stream()
            .filter(fork -> ceiling.containsKey(fork.getKey()))
            .mapToDouble(fork -> work / fork.getValue() / ceiling.get(fork.getKey()))
            .filter(Double::isFinite)
            .toArray();
    return shares.length == 0 ? Double.NaN : Samples.median(shares);
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
