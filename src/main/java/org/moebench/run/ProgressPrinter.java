// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells the user how a run goes: on a terminal one line that is rewritten, elsewhere a line for
 * every tenth of the way.
 */
public final class ProgressPrinter implements RunListener {
  private static final String ERASE_LINE = "\r\u001b[2K";

  /** Leaves the rest of the line within 80 columns. */
  private static final int LONGEST_ID = 33;

  private static final String GAP = "..";

  private final PrintStream out;
  private final boolean terminal;
  private int tenths = -1;
  private boolean open;

  /**
   * @param out where to, normally standard error
   * @param terminal whether a line can be rewritten there
   */
  public ProgressPrinter(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void starting(Cell cell, RunProgress progress) {
    if (terminal) {
      out.print(ERASE_LINE + line(shortened(cell.id()), progress));
      out.flush();
      open = true;
    } else if ((int) (10 * progress.share()) > tenths) {
      tenths = (int) (10 * progress.share());
      out.println(line(cell.id(), progress));
    }
  }

  /** Keeps both ends: a line that is rewritten must not be wrapped. */
  static String shortened(String id) {
    int start = (LONGEST_ID - GAP.length()) / 2;
    int end = LONGEST_ID - GAP.length() - start;
    return id.length() <= LONGEST_ID
        ? id
        : id.substring(0, start) + GAP + id.substring(id.length() - end);
  }

  static String line(String id, RunProgress progress) {
    return String.format(
        Locale.ROOT,
        "%3.0f%%  round %d/%d  %-33s %s, %s left",
        Math.floor(100 * progress.share()),
        progress.round(),
        progress.rounds(),
        id,
        Durations.text(progress.elapsedSeconds()),
        Durations.text(progress.leftSeconds()));
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
  public void say(String line) {
    if (open) {
      out.print(ERASE_LINE);
      open = false;
    }
    out.println(line);
  }
}
