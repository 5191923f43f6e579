// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How long work without rounds goes, as text: on a terminal one line that is rewritten, elsewhere a
 * line for every tenth of the way. The time left is that of the work so far, for what is left.
 * Short work shows nothing.
 */
public final class WorkProgress implements AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[2K";

  /** Often enough to be seen moving. */
  private static final long REWRITE_NANOS = 200_000_000L;

  /** Before that, the time left is a guess. */
  private static final long FIRST_NANOS = 1_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final LongSupplier nanos;
  private final long start;
  private double first = -1;
  private long written;
  private int tenths;
  private boolean open;

  /**
   * The work starts.
   *
   * @param out where to, normally standard error
   * @param terminal whether a line can be rewritten there
   * @param what is done, in a few words
   */
  public WorkProgress(PrintStream out, boolean terminal, String what) {
    this(out, terminal, what, System::nanoTime);
  }

  WorkProgress(PrintStream out, boolean terminal, String what, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.nanos = nanos;
    start = nanos.getAsLong();
    written = start - REWRITE_NANOS;
  }

  /**
   * Work has been done.
   *
   * @param share of all work that is done, 0 to 1; the first one may be more than 0, if somebody
   *     goes on with work begun before
   */
  public void reached(double share) {
    long now = nanos.getAsLong();
    first = first < 0 ? share : first;
    if (now - start < FIRST_NANOS) {
      return;
    }
    if (terminal && now - written >= REWRITE_NANOS) {
      out.print(ERASE_LINE + text(share, now));
      out.flush();
      written = now;
      open = true;
    } else if (!terminal && (int) (10 * share) > tenths) {
      tenths = (int) (10 * share);
      out.println(text(share, now));
    }
  }

  /** Place {@code place} of {@code size} is reached. */
  public void reached(long place, long size) {
    reached(size == 0 ? 1 : (double) place / size);
  }

  private String text(double share, long now) {
    double elapsed = (now - start) / 1e9;
    double left = share > first ? elapsed / (share - first) * (1 - share) : Double.NaN;
    return String.format(
        Locale.ROOT,
        "%3.0f%%  %s  %s, %s left",
        Math.floor(100 * share),
        what,
        Durations.text(elapsed),
        Durations.text(left));
  }

  /** Takes the line away, for other output. */
  @Override
  public void close() {
    if (open) {
      out.print(ERASE_LINE);
      out.flush();
      open = false;
    }
  }
}
