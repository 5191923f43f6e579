// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/** Names what a tuning depends on: crossovers measured under another name are not used. */
public final class TuningMachine {
  private TuningMachine() {}

  /**
   * Processor, width of its vectors, workers of every launch and feature version of the JDK, for
   * example {@code Some CPU @ 2 GHz, 512-bit vectors, 2 workers, JDK 25}.
   *
   * @param workers worker threads of every launch
   */
  public static String id(int workers) {
    return id(new EnvironmentProbe(), workers);
  }

  static String id(EnvironmentProbe probe, int workers) {
    return "%s, %d-bit vectors, %d workers, JDK %d"
        .formatted(
            probe.cpuModel(), EnvironmentProbe.vectorBits(), workers, Runtime.version().feature());
  }
}
