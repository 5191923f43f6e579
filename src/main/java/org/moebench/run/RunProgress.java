// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/**
 * Where a run stands.
 *
 * @param round the current round, from 1
 * @param rounds rounds expected; a guess until the first round has ended
 * @param forksDone forks that have ended
 * @param forksTotal forks expected in all
 * @param elapsedSeconds since the first fork started
 * @param leftSeconds expected time left, from the times of the forks so far; NaN before there are
 *     any
 */
public record RunProgress(
    int round,
    int rounds,
    int forksDone,
    int forksTotal,
    double elapsedSeconds,
    double leftSeconds) {
  /** Share of the forks that have ended, 0 to 1. */
  public double share() {
    return forksTotal == 0 ? 1 : (double) forksDone / forksTotal;
  }
}
