// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/** The picks of one sequence in one layer, token after token. */
@FunctionalInterface
interface LayerPicks {
  /**
   * Writes the experts of the next token, the one with the highest score first, from {@code at}.
   */
  void next(short[] ids, int at);
}
