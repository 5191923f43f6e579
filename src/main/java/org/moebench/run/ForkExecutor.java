// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/** Runs one fork of one cell and waits for it. */
public interface ForkExecutor {
  /**
   * Runs a fork. A fork that dies, reports nothing or fails is returned as failed, never thrown.
   *
   * @param reportType the record its benchmark publishes
   */
  <T> Fork<T> run(Cell cell, Class<T> reportType);
}
