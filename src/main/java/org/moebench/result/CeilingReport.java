// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * What a fork that measures a ceiling of the machine says of itself.
 *
 * @param name {@link CeilingSample#FMA} or {@link CeilingSample#READ}
 * @param unit {@code GFLOP/s} or {@code GB/s}
 * @param workPerCall floating-point operations or bytes of one call, all workers together
 * @param vectorBits species width it used
 * @param workers worker threads
 */
public record CeilingReport(
    String name, String unit, double workPerCall, int vectorBits, int workers) {
  /**
   * The rate in {@link #unit()}.
   *
   * @param millis time of one call in milliseconds
   */
  public double rate(double millis) {
    return workPerCall / (millis * 1e6); // work per nanosecond is 1e9 work per second
  }
}
