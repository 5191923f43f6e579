// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

/**
 * The published result pad-and-clip is known by: pull request 1923 of intel/auto-round, measured on
 * an Intel XPU with the recorded histogram, E=256, N=3072, K=1536, group 128, T=256.
 */
final class PublishedPadAndClip {
  /** Baseline time with INT8 symmetric weights, in ms. */
  static final double BASELINE_MS = 69.36;

  /** Launches of that baseline: one per active expert. */
  static final int BASELINE_LAUNCHES = 238;

  /** Threshold of the published speed-ups. */
  static final int THRESHOLD = 256;

  /** Smallest speed-up claimed. */
  static final double LOWEST_SPEED_UP = 1.05;

  /** Largest speed-up claimed. */
  static final double HIGHEST_SPEED_UP = 1.12;

  private PublishedPadAndClip() {}

  /** Time per launch of the published baseline in µs: an upper bound of what a launch costs. */
  static double microsecondsPerLaunch() {
    return BASELINE_MS / BASELINE_LAUNCHES * 1e3;
  }
}
