// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;

/** How a gating logit becomes a score. */
public enum Scoring {
  /** {@code 1 / (1 + exp(-x))}, each expert by itself. */
  SIGMOID,
  /** {@code exp(x) / Σ exp(x)} over all experts of the token. */
  SOFTMAX,
  /** {@code sqrt(log(1 + exp(x)))}, each expert by itself. */
  SQRT_SOFTPLUS;

  /**
   * The scoring of that name.
   *
   * @throws org.moebench.fault.UserError USAGE with the nearest name
   */
  public static Scoring of(String name) {
    return Arrays.stream(values())
        .filter(scoring -> scoring.id().equals(name))
        .findFirst()
        .orElseThrow(() -> NearestName.unknown("scoring", name, names()));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Scoring::id).toList();
  }

  /** Name in router files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
