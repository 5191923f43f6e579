// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.moebench.run.Durations;

/**
 * How far a profile is: on a terminal one line that is rewritten, elsewhere a line for every tenth
 * of the way. Short work shows nothing.
 */
final class ProfileProgress {
  private static final String ERASE_LINE = "\r\u001b[2K";

  /** Before that, the time left is a guess. */
  private static final double FIRST_SECONDS = 2;

  private final PrintStream out;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private double first = -1;
  private int tenths;
  private boolean open;

  ProfileProgress(Terminal terminal) {
    this.out = terminal.err();
    this.terminal = terminal.rewritable();
  }

  /** This share of the work is done, 0 to 1; a resumed run begins with more than 0. */
  void at(double share) {
    double seconds = (System.nanoTime() - start) / 1e9;
    first = first < 0 ? share : first;
    if (seconds < FIRST_SECONDS || share <= first) {
      return;
    }
    String text =
        String.format(
            Locale.ROOT,
            "%3.0f%%  profiling, %s, %s left",
            Math.floor(100 * share),
            Durations.text(seconds),
            Durations.text(seconds * (1 - share) / (share - first)));
    if (terminal) {
      out.print(ERASE_LINE + text);
      out.flush();
      open = true;
    } else if ((int) (10 * share) > tenths) {
      tenths = (int) (10 * share);
      out.println(text);
    }
  }

  /** Seconds since the beginning; leaves the line empty. */
  double end() {
    if (open) {
      out.print(ERASE_LINE);
      out.flush();
      open = false;
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
