// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import org.moebench.report.evidence.Comparison;
import org.moebench.stats.Estimate;

/** What an interval of a ratio to unfused allows to say. */
enum Word {
  /** Beyond noise and by enough to matter. */
  FASTER("faster"),
  /** Beyond noise and by enough to matter. */
  SLOWER("slower"),
  /** A difference that matters is ruled out. */
  EQUAL("equal within 1%"),
  /** The interval allows more than one of these. */
  OPEN("cannot tell");

  private final String text;

  Word(String text) {
    this.text = text;
  }

  static Word of(Comparison comparison) {
    Estimate ratio = comparison.speedUp();
    double least = 1 + Comparison.SMALLEST;
    if (!ratio.hasInterval()) {
      return OPEN;
    } else if (comparison.faster()) {
      return FASTER;
    } else if (ratio.high() < 1 && ratio.value() <= 1 / least) {
      return SLOWER;
    }
    return ratio.low() > 1 / least && ratio.high() < least ? EQUAL : OPEN;
  }

  String text() {
    return text;
  }
}
