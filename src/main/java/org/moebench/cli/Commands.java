// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import org.moebench.run.PrefillRun;
import picocli.CommandLine.Model.CommandSpec;

/** What commands share. */
final class Commands {
  /** Output folder of prefill runs, within the project. */
  static final String PREFILL_OUT = "reports/latest/prefill";

  /** Folder of the weight files, within the project. */
  static final String CACHE = "target/weights";

  /** Name of the page in an output folder. */
  static final String PAGE = "index.html";

  /** Result file of the last prefill run, within the project. */
  static final String PREFILL_RESULTS = PREFILL_OUT + "/" + PrefillRun.RESULTS;

  private Commands() {}

  /** The top command of a command. */
  static Main main(CommandSpec spec) {
    return (Main) spec.root().userObject();
  }
}
