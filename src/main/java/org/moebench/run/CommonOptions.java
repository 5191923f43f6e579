// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.Objects;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Checks of the options that all operations share. */
final class CommonOptions {
  /** Beyond this a typing error is likelier than such a machine. */
  private static final int MOST_WORKERS = 1024;

  private CommonOptions() {}

  /** Processors of this machine. */
  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Workers of every launch; all processors if not given.
   *
   * @throws UserError USAGE
   */
  static int workers(Integer threads) {
    int workers = Objects.requireNonNullElse(threads, processors());
    if (workers < 1 || workers > MOST_WORKERS) {
      throw usage("--threads " + workers + " is not between 1 and " + MOST_WORKERS);
    }
    return workers;
  }

  /**
   * How many rounds; what the preset says if not given.
   *
   * @throws UserError USAGE
   */
  static RoundBudget budget(Integer rounds, RoundBudget preset) {
    if (rounds == null) {
      return preset;
    }
    if (rounds < 1) {
      throw usage("--rounds " + rounds + " is below 1");
    }
    return RoundBudget.exactly(rounds);
  }

  static UserError usage(String message) {
    return new UserError(ExitStatus.USAGE, message);
  }
}
