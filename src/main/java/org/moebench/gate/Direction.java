// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.Arrays;

/** Which change is looked for: the same test on the log-ratios, or on their negatives. */
enum Direction {
  SLOWER(Verdict.REGRESSION),
  FASTER(Verdict.IMPROVEMENT);

  private final Verdict verdict;

  Direction(Verdict verdict) {
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  /** The log-ratios so that the change looked for is above 0. */
  double[] of(double[] d) {
    return this == SLOWER ? d : Arrays.stream(d).map(x -> -x).toArray();
  }
}
