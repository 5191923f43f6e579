// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

/**
 * What all cells of one verdict have in common; they differ in tokens and variant.
 *
 * @param router router name
 * @param logits type of the logits, {@code fp32} or {@code bf16}
 * @param workers worker threads
 */
record Setting(String router, String logits, int workers) {
  /** The type of logits that goes without saying. */
  static final String FP32 = "fp32";

  /** The setting in few words: {@code deepseek-v3}, {@code deepseek-v3 bf16, 2 workers}. */
  String label() {
    return router
        + (logits.equals(FP32) ? "" : " " + logits)
        + (workers == 1 ? "" : ", " + workers + " workers");
  }

  /** The same with another number of workers. */
  Setting withWorkers(int other) {
    return new Setting(router, logits, other);
  }
}
