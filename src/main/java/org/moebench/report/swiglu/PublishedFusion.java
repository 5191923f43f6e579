// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.List;

/**
 * The published result of fusing gate and up: exo's pull request 1999, decode of DeepSeek-V4-Flash
 * in 6 bits on two M4 Max, whole tokens.
 *
 * @param concurrency requests decoded together
 * @param unfused tokens per second of all requests
 * @param fused the same with gate and up fused
 */
record PublishedFusion(int concurrency, double unfused, double fused) {
  /** Where the figures stand. */
  static final String SOURCE = "exo-explore/exo, pull request 1999";

  /** Where the sharding stands that is measured here. */
  static final String SHARDING = "exo-explore/exo, pull request 1996";

  /** The model they were measured with. */
  static final String MODEL = "deepseek-v4-flash";

  /** Dispatches that fusing saves per token: one in each layer. */
  static final int DISPATCHES = 43;

  /** What a saved dispatch is claimed to be worth, in µs. */
  static final double LEAST_CLAIMED = 100;

  static final double MOST_CLAIMED = 200;

  /** Every published figure. */
  static final List<PublishedFusion> ALL =
      List.of(
          new PublishedFusion(1, 34.2, 34.6),
          new PublishedFusion(2, 45.4, 45.9),
          new PublishedFusion(4, 62.2, 62.5),
          new PublishedFusion(6, 70.0, 70.1),
          new PublishedFusion(8, 75.2, 75.2));

  /** How many times faster a token is. */
  double ratio() {
    return fused / unfused;
  }

  /** Time that a step of all requests saves, in ms. */
  double savedMillis() {
    return concurrency * (1e3 / unfused - 1e3 / fused);
  }
}
