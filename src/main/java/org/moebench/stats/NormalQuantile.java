// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The inverse of the standard normal distribution function. */
public final class NormalQuantile {
  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  private NormalQuantile() {}

  /**
   * The {@code z} with {@code P(Z <= z) = p}, good to 1e-9 for {@code p} in [1e-6, 1 - 1e-6].
   *
   * @throws IllegalArgumentException if {@code p} is outside [0, 1]
   */
  public static double of(double p) {
    return STANDARD.inverseCumulativeProbability(p);
  }
}
