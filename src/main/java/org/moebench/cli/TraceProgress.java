// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.moebench.run.Durations;

/** How far the reading of a file is, on one line of a terminal that is rewritten; else nothing. */
final class TraceProgress {
  private static final String ERASE_LINE = "\r\u001b[2K";
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Before that, the time left is a guess, and short work shows nothing. */
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final boolean shown;
  private final String what;
  private final long size;
  private final long start = System.nanoTime();
  private long next = start + FIRST_NANOS;
  private boolean open;

  /**
   * @param what what is done, for example {@code converting a.npy}
   * @param size places of the source
   */
  TraceProgress(Terminal terminal, String what, long size) {
    this.out = terminal.err();
    this.shown = terminal.rewritable();
    this.what = what;
    this.size = size;
  }

  /** A place of the source was reached. */
  void reached(long place) {
    long now = System.nanoTime();
    if (shown && now - next >= 0) {
      next = now + BETWEEN_NANOS;
      out.print(ERASE_LINE + text(what, place, size, (now - start) / 1e9));
      out.flush();
      open = true;
    }
  }

  static String text(String what, long place, long size, double seconds) {
    double share = size == 0 ? 1 : (double) place / size;
    return String.format(
        Locale.ROOT,
        "%3.0f%%  %s  %s, %s left",
        Math.floor(100 * share),
        what,
        Durations.text(seconds),
        Durations.text(seconds * (1 - share) / share));
  }

  /** Leaves the line empty. */
  void end() {
    if (open) {
      out.print(ERASE_LINE);
      out.flush();
      open = false;
    }
  }
}
