// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.Collection;
import org.moebench.report.document.Block.Tone;
import org.moebench.stats.Estimate;

/** Whether a figure keeps to a limit, as far as its interval allows to say. */
enum Held {
  /** The whole interval does. */
  YES("holds", Tone.PLAIN),
  /** The interval reaches both sides, or there is none. */
  OPEN("cannot tell", Tone.WARN),
  /** The whole interval does not. */
  NO("does not hold", Tone.BAD);

  private final String text;
  private final Tone tone;

  Held(String text, Tone tone) {
    this.text = text;
    this.tone = tone;
  }

  /** Whether a figure is no smaller than a limit. */
  static Held atLeast(double limit, Estimate figure) {
    if (figure.hasInterval() && figure.low() >= limit) {
      return YES;
    }
    return figure.hasInterval() && figure.high() < limit ? NO : OPEN;
  }

  /** Whether a figure is no larger than a limit. */
  static Held atMost(double limit, Estimate figure) {
    if (figure.hasInterval() && figure.high() <= limit) {
      return YES;
    }
    return figure.hasInterval() && figure.low() > limit ? NO : OPEN;
  }

  /** How a claim stands that all of these are part of. */
  static Held all(Collection<Held> parts) {
    return parts.contains(NO) ? NO : parts.contains(OPEN) ? OPEN : YES;
  }

  String text() {
    return text;
  }

  Tone tone() {
    return tone;
  }
}
