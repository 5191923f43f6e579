// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * Times between requests, exponential: around one mean within a burst, around another between
 * bursts. Requests that arrive by chance are one endless burst.
 *
 * @param withinBurst mean gap within a burst, seconds
 * @param betweenBursts mean gap between bursts, seconds
 * @param burstEnds probability that a request is the last of its burst
 */
record ArrivalGaps(double withinBurst, double betweenBursts, double burstEnds) {
  /** Arrivals by chance, a Poisson process. */
  static ArrivalGaps byChance(double mean) {
    return new ArrivalGaps(mean, mean, 0);
  }

  /**
   * Bursts with a given mean of all gaps and a given coefficient of variation.
   *
   * @param mean mean of all gaps, seconds
   * @param variation standard deviation of all gaps over their mean, more than 1
   * @param withinBurst mean gap within a burst, seconds, less than {@code mean}
   * @throws IllegalArgumentException if these do not fit together
   */
  static ArrivalGaps inBursts(double mean, double variation, double withinBurst) {
    if (!(variation > 1) || !(withinBurst < mean)) {
      throw new IllegalArgumentException(
          "expected a variation over 1, and gaps shorter than the mean, %.3f s".formatted(mean));
    }
    // A gap is short or, with probability p, long: m = p·long + (1-p)·short, and half of its mean
    // square, p·long² + (1-p)·short², is m²·(1+v²)/2. Dividing one difference to short by the
    // other leaves long + short.
    double halfSquare = mean * mean * (1 + variation * variation) / 2;
    double excess = mean - withinBurst;
    double between = (halfSquare - withinBurst * withinBurst) / excess - withinBurst;
    return new ArrivalGaps(withinBurst, between, excess / (between - withinBurst));
  }

  /** Mean of all gaps, seconds. */
  double mean() {
    return burstEnds * betweenBursts + (1 - burstEnds) * withinBurst;
  }

  /** The next gap, seconds. */
  double next(UniformStream uniform) {
    double mean = uniform.next() <= burstEnds ? betweenBursts : withinBurst;
    return -mean * StrictMath.log(uniform.next());
  }
}
