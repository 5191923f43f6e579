// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * One measurement of what the machine can do at most, taken between the cells of a round with the
 * same number of worker threads.
 *
 * @param round the round it belongs to, from 0
 * @param name {@link #FMA} or {@link #READ}
 * @param unit {@code GFLOP/s} or {@code GB/s}
 * @param value the rate
 */
public record CeilingSample(int round, String name, String unit, double value) {
  /** Peak of fused multiply-adds on registers, all workers together. */
  public static final String FMA = "fma";

  /** Reading an array larger than the caches, all workers together. */
  public static final String READ = "read";
}
