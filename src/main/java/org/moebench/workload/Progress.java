// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/** Hears what takes time. Methods are called by one thread at a time, not always the same. */
@FunctionalInterface
public interface Progress {
  /** Ignores everything. */
  Progress SILENT = line -> {};

  /** One line for the user, without a line break. */
  void message(String line);

  /** {@code done} of {@code total} steps of what the last message announced are done. */
  default void step(int done, int total) {}
}
