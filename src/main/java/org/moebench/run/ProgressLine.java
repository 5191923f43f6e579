// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.PrintStream;
import java.util.Locale;

/**
 * How a run goes, as text: on a terminal one line that is rewritten, elsewhere a line for every
 * tenth of the way.
 */
public final class ProgressLine {
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
  public ProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The way begins anew. */
  public void restart() {
    tenths = -1;
  }

  /**
   * A fork is about to start.
   *
   * @param word what is counted, for example {@code round}
   * @param id cell of the fork
   */
  public void starting(String word, String id, RunProgress progress) {
    if (terminal) {
      out.print(ERASE_LINE + text(word, shortened(id), progress));
      out.flush();
      open = true;
    } else if ((int) (10 * progress.share()) > tenths) {
      tenths = (int) (10 * progress.share());
      out.println(text(word, id, progress));
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

  static String text(String word, String id, RunProgress progress) {
    return String.format(
        Locale.ROOT,
        "%3.0f%%  %s %d/%d  %-33s %s, %s left",
        Math.floor(100 * progress.share()),
        word,
        progress.round(),
        progress.rounds(),
        id,
        Durations.text(progress.elapsedSeconds()),
        Durations.text(progress.leftSeconds()));
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
