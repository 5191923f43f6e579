// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/** Hears of a run's progress, on the thread that runs it. */
public interface RunListener {
  /**
   * A fork is about to start.
   *
   * @param progress where the run stands
   */
  void starting(Cell cell, RunProgress progress);

  /** A cell or ceiling failed and, if a cell, is not run again. */
  void failed(Cell cell, String reason);

  /** A round has ended, or the run was stopped within it. */
  void roundEnded(Measurements measurements);
}
