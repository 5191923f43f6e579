// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/** A rough guess of how long a fork takes, made before anything has been measured. */
final class ForkTime {
  /** Starting JVM and JMH, generating inputs, verifying. */
  private static final double START_SECONDS = 1;

  /** Reading weights and clearing buffers, per worker. */
  private static final double BYTES_PER_SECOND = 2e9;

  /** A vectorised kernel on one ordinary core. */
  private static final double FLOPS_PER_WORKER = 1.2e11;

  private ForkTime() {}

  static double expectedSeconds(Timing timing, long heapBytes, double flopsPerCall, int workers) {
    double call = flopsPerCall / (FLOPS_PER_WORKER * workers);
    return expectedSeconds(timing, heapBytes / (BYTES_PER_SECOND * workers), call);
  }

  /** For a fork that sets up and calls for so many seconds. */
  static double expectedSeconds(Timing timing, double setUpSeconds, double callSeconds) {
    return START_SECONDS + setUpSeconds + timing.expectedSeconds(callSeconds);
  }
}
