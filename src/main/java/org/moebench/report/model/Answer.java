// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import org.moebench.report.document.Block.Tone;
import org.moebench.stats.Estimate;

/** What intervals allow to say of a claim. */
enum Answer {
  /** Even the worst end of the interval satisfies it. */
  YES("holds", Tone.PLAIN),
  /** Even the best end of the interval does not. */
  NO("does not hold", Tone.BAD),
  /** The interval allows either. */
  OPEN("cannot tell", Tone.WARN);

  private final String text;
  private final Tone tone;

  Answer(String text, Tone tone) {
    this.text = text;
    this.tone = tone;
  }

  /**
   * Whether a ratio is no less than a limit; without an interval nobody can tell.
   *
   * @param atLeast the limit
   */
  static Answer of(Estimate ratio, double atLeast) {
    if (!ratio.hasInterval()) {
      return OPEN;
    }
    return ratio.low() >= atLeast ? YES : ratio.high() < atLeast ? NO : OPEN;
  }

  String text() {
    return text;
  }

  Tone tone() {
    return tone;
  }
}
