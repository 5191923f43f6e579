// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Waits for other programs, with a limit. */
final class ChildProcess {
  private ChildProcess() {}

  /**
   * Starts a process and waits for its end.
   *
   * @return its exit status
   * @throws IOException if it cannot be started
   * @throws UserError UNFIT_MACHINE after the limit, INTERRUPTED if the waiting thread is; the
   *     process and its children are dead then
   */
  static int run(ProcessBuilder builder, Duration limit) throws IOException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new UserError(
          ExitStatus.UNFIT_MACHINE,
          "%s did not end within %d s: is a disk or the network stuck?"
              .formatted(String.join(" ", builder.command()), limit.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(ExitStatus.INTERRUPTED, "stopped: " + builder.command().get(0), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
