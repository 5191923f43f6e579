// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import org.moebench.fault.ExitStatus;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/** The exit status that a run's results deserve. */
public final class Outcome {
  private Outcome() {}

  /** INTERRUPTED if stopped early, else WRONG_RESULT if a cell failed, else OK. */
  public static ExitStatus of(ResultSet results) {
    if (!results.complete()) {
      return ExitStatus.INTERRUPTED;
    }
    boolean failed = results.cells().stream().anyMatch(cell -> cell.status() == Status.FAILED);
    return failed ? ExitStatus.WRONG_RESULT : ExitStatus.OK;
  }
}
