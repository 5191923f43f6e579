// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.PrintStream;

/** Tells the user how a run of rounds goes. */
public final class ProgressPrinter implements RunListener {
  private final ProgressLine line;

  /**
   * @param out where to, normally standard error
   * @param terminal whether a line can be rewritten there
   */
  public ProgressPrinter(PrintStream out, boolean terminal) {
    line = new ProgressLine(out, terminal);
  }

  @Override
  public void starting(Cell cell, RunProgress progress) {
    line.starting("round", cell.id(), progress);
  }

  @Override
  public void failed(Cell cell, String reason) {
    say("FAILED " + cell.id() + ": " + reason);
  }

  @Override
  public void roundEnded(Measurements measurements) {
    if (measurements.isComplete()) {
      say(
          "measured "
              + measurements.roundsCompleted()
              + (measurements.roundsCompleted() == 1 ? " round in " : " rounds in ")
              + Durations.text(measurements.wallSeconds()));
    }
  }

  /** Prints a line of its own. */
  public void say(String text) {
    line.say(text);
  }
}
