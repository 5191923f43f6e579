// SPDX-License-Identifier: Apache-2.0
package org.moebench.stats;

/**
 * A figure with its interval, all three in the same unit.
 *
 * @param value the figure
 * @param low lower end of the interval; NaN if there was only one sample
 * @param high upper end of the interval; NaN if there was only one sample
 */
public record Estimate(double value, double low, double high) {
  /** Whether the interval is known. */
  public boolean hasInterval() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }
}
