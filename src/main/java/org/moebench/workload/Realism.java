// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

/** Whether a workload shows the statistics it should. */
public final class Realism {
  /** Experts per token, a reference that bounds the largest count: no expert twice per token. */
  static final String TOP_K = "top_k";

  private static final String WITHIN_TOP_K = "max_within_top_k";

  /** Critical value of the two-sample Kolmogorov–Smirnov test at the 5% level. */
  private static final double KS_FACTOR = 1.36;

  /** Tolerances of a generated workload against its own reference: only rounding may differ. */
  private static final Map<String, DoubleUnaryOperator> OWN =
      Map.ofEntries(
          Map.entry("experts", reference -> 0),
          Map.entry("routed", reference -> 0),
          Map.entry("active", reference -> 1),
          Map.entry("over_128", reference -> 1),
          Map.entry("over_256", reference -> 1),
          Map.entry("max", reference -> 0.01 * reference),
          Map.entry("max_over_mean", reference -> 0.01 * reference),
          Map.entry("gini", reference -> 0.003),
          Map.entry("entropy_ratio", reference -> 0.003),
          Map.entry("cv", reference -> 0.02 * reference),
          Map.entry("top1_share", reference -> 0.02 * reference),
          Map.entry("top8_share", reference -> 0.02 * reference),
          Map.entry("top16_share", reference -> 0.02 * reference),
          Map.entry(Workload.KS, reference -> 0.02));

  private Realism() {}

  /**
   * One comparison.
   *
   * @param name name of the statistic
   * @param value what the workload shows
   * @param reference what it should show
   * @param tolerance largest allowed distance of the two
   * @param ok whether it is kept
   */
  public record Check(String name, double value, double reference, double tolerance, boolean ok) {
    static Check of(String name, double value, double reference, double tolerance) {
      return new Check(name, value, reference, tolerance, Math.abs(value - reference) <= tolerance);
    }
  }

  /**
   * Compares a workload with its own reference.
   *
   * @return a check for every reference given, in display order; none for a user's own histogram
   * @throws UserError BAD_INPUT if the reference names an unknown statistic
   */
  public static List<Check> check(Workload workload) {
    Map<String, Double> reference = workload.reference();
    Map<String, Double> statistics = workload.statistics();
    for (String name : reference.keySet()) {
      if (!name.equals(TOP_K) && !OWN.containsKey(name)) {
        throw new UserError(
            ExitStatus.BAD_INPUT,
            "workload %s has a reference for '%s'; did you mean '%s'?"
                .formatted(
                    workload.name(), name, NearestName.of(name, new TreeSet<>(OWN.keySet()))));
      }
    }
    List<Check> checks = new ArrayList<>();
    statistics.forEach(
        (name, value) -> {
          Double expected = reference.get(name);
          if (expected != null) {
            checks.add(Check.of(name, value, expected, OWN.get(name).applyAsDouble(expected)));
          }
        });
    if (reference.containsKey(TOP_K)) {
      checks.add(withinTopK(workload.rows(), reference.get(TOP_K)));
    }
    return List.copyOf(checks);
  }

  /**
   * Compares the shape of a workload with the recorded histogram, with the tolerances of sampling:
   * tells a realistic distribution from an artificial one. Numbers of experts are compared only if
   * both have as many.
   */
  public static List<Check> compareWithRecorded(Workload workload) {
    ExpertRows recorded = Catalogue.recorded();
    LoadStatistics a = LoadStatistics.of(workload.rows());
    LoadStatistics b = LoadStatistics.of(recorded);
    List<Check> checks = new ArrayList<>();
    if (a.experts() == b.experts()) {
      checks.add(Check.of("active", a.active(), b.active(), 6));
      checks.add(Check.of("over_256", a.over256(), b.over256(), 4));
    }
    checks.add(Check.of("max_over_mean", a.maxOverMean(), b.maxOverMean(), 0.15 * b.maxOverMean()));
    checks.add(Check.of("gini", a.gini(), b.gini(), 0.02));
    checks.add(Check.of("entropy_ratio", a.entropyRatio(), b.entropyRatio(), 0.015));
    checks.add(Check.of("cv", a.cv(), b.cv(), 0.1 * b.cv()));
    checks.add(Check.of("top8_share", a.top8Share(), b.top8Share(), 0.03));
    double critical = KS_FACTOR * Math.sqrt(1.0 / a.experts() + 1.0 / b.experts());
    checks.add(
        Check.of(Workload.KS, LoadStatistics.ksDistance(workload.rows(), recorded), 0, critical));
    return List.copyOf(checks);
  }

  private static Check withinTopK(ExpertRows rows, double topK) {
    double most = rows.total() / topK;
    return new Check(WITHIN_TOP_K, rows.max(), most, 0, rows.max() <= most);
  }
}
