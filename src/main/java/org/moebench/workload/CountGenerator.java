// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Map;

/**
 * Rows per expert from a closed formula, without sampling noise: expert {@code i} gets the weight
 * at quantile {@code (experts - 1 - i + 0.5) / experts}, and the rows are apportioned to the
 * weights by largest remainder.
 *
 * @param family {@code weibull}, {@code lognormal}, {@code pareto} or {@code uniform}
 * @param parameters the family's parameters by name
 * @param experts number of experts
 * @param routed rows to hand out
 * @param hotShare share of all rows, rounded to whole rows (ties to even), that the hottest expert
 *     gets in place of its weight; {@code null} for none
 */
public record CountGenerator(
    String family, Map<String, Double> parameters, int experts, int routed, Double hotShare) {
  /**
   * @throws IllegalArgumentException if the family is unknown or a parameter is missing or
   *     impossible
   */
  public CountGenerator {
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    if (family == null) {
      throw new IllegalArgumentException("the generator names no family");
    }
    Family.named(family).check(parameters);
    if (experts < 1 || routed < 0) {
      throw new IllegalArgumentException(
          "cannot hand out " + routed + " rows to " + experts + " experts");
    }
    if (hotShare != null && !(hotShare >= 0 && hotShare <= 1 && experts > 1)) {
      throw new IllegalArgumentException(
          "a hot share of " + hotShare + " with " + experts + " experts is impossible");
    }
  }

  /** The counts, hottest expert first. Their sum is {@link #routed()}. */
  public int[] counts() {
    int[] counts = new int[experts];
    int first = 0;
    if (hotShare != null) {
      counts[0] = (int) Math.rint(hotShare * routed);
      first = 1;
    }
    apportion(counts, first, routed - counts[0]);
    return counts;
  }

  private void apportion(int[] counts, int first, int rows) {
    Family curve = Family.named(family);
    double[] weights = new double[experts];
    double sum = 0;
    for (int i = first; i < experts; i++) {
      weights[i] = curve.weight((experts - 1 - i + 0.5) / experts, parameters);
      sum += weights[i];
    }
    double[] remainders = new double[experts];
    int left = rows;
    for (int i = first; i < experts; i++) {
      double quota = weights[i] * rows / sum;
      counts[i] = (int) quota;
      remainders[i] = quota - counts[i];
      left -= counts[i];
    }
    if (first == 1) {
      remainders[0] = -1; // the hot expert has its rows already
    }
    LargestRemainder.handOut(counts, remainders, left);
  }
}
