// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.List;

/**
 * The published result fused routing is known by: pull request 171 of lightseekorg/tokenspeed, the
 * DeepSeek-V3 router on a GPU with float32 logits, a chain of framework passes against one kernel.
 *
 * @param shared fused shared slots, 0 or 1
 * @param tokens tokens per call
 * @param reference time of one call of the chain in µs
 * @param fused time of one call of the kernel in µs
 */
record PublishedRouter(int shared, int tokens, double reference, double fused) {
  /** Where the figures stand. */
  static final String SOURCE = "lightseekorg/tokenspeed, pull request 171";

  /** Every published figure. */
  static final List<PublishedRouter> ALL =
      List.of(
          new PublishedRouter(0, 1, 100.51, 18.41),
          new PublishedRouter(0, 32, 103.53, 17.94),
          new PublishedRouter(0, 256, 100.52, 17.76),
          new PublishedRouter(1, 1, 130.49, 17.74),
          new PublishedRouter(1, 32, 129.69, 18.12),
          new PublishedRouter(1, 256, 129.54, 17.74));

  /** How many times faster the kernel is. */
  double ratio() {
    return reference / fused;
  }
}
