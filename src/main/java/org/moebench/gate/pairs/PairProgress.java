// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.io.PrintStream;
import java.util.Locale;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;
import org.moebench.run.ProgressLine;
import org.moebench.run.RunProgress;

/** Tells the user how the measuring of pairs goes. */
public final class PairProgress {
  private final ProgressLine line;

  /**
   * @param out where to, normally standard error
   * @param terminal whether a line can be rewritten there
   */
  public PairProgress(PrintStream out, boolean terminal) {
    line = new ProgressLine(out, terminal);
  }

  /** More pairs are about to be measured. */
  void restart() {
    line.restart();
  }

  /** A pair is about to start; its progress counts pairs of this cell as rounds. */
  void starting(Stage stage, GateCell cell, RunProgress progress) {
    line.starting(stage.name().toLowerCase(Locale.ROOT), cell.id(), progress);
  }

  void failed(PairSource.Failure failure) {
    line.say(failure.verdict() + " " + failure.cell() + ": " + failure.reason());
  }

  void invalid(GateCell cell, String reason) {
    line.say("measured again: a pair of " + cell.id() + ", because " + reason);
  }
}
