// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

/**
 * What cells must share for their variants to be compared, the concurrency apart.
 *
 * @param model model name
 * @param format weight format name
 * @param threshold slots of a call from which they are sorted by expert
 * @param workers worker threads
 */
record Setting(String model, String format, int threshold, int workers) {
  /** The usual sort threshold. */
  static final int THRESHOLD = 8;

  Setting withThreshold(int slots) {
    return new Setting(model, format, slots, workers);
  }

  /**
   * What tells this setting from others of its model: what is usual is left out.
   *
   * @param usualWorkers workers of the run
   */
  String label(int usualWorkers) {
    StringBuilder text = new StringBuilder(format);
    if (threshold != THRESHOLD) {
      text.append(", sorted from ").append(threshold).append(" slots");
    }
    if (workers != usualWorkers) {
      text.append(", ").append(workers).append(workers == 1 ? " worker" : " workers");
    }
    return text.toString();
  }
}
