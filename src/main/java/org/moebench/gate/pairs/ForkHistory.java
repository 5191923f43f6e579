// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.SplittableRandom;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;

/** What has been measured of one cell in all stages. */
final class ForkHistory {
  private final GateCell cell;
  private final long seed;
  private int validPairs;
  private int forks;
  private double forkSeconds;
  private int timeouts;
  private PairSource.Failure failure;

  ForkHistory(GateCell cell, long seed) {
    this.cell = cell;
    this.seed = seed;
  }

  /**
   * Whether the head goes first in the next pair: of every two valid pairs one starts with each
   * arm, in random order. A pair that does not count is repeated in its own order, so that those
   * which count stay balanced.
   */
  boolean headFirst() {
    long block = ((long) cell.id().hashCode() << Integer.SIZE) | (validPairs / 2);
    boolean firstOfBlock = new SplittableRandom(seed ^ block).nextBoolean();
    return firstOfBlock == (validPairs % 2 == 0);
  }

  void addFork(double seconds) {
    forks++;
    forkSeconds += seconds;
  }

  void addValidPair() {
    validPairs++;
  }

  void addTimeout() {
    timeouts++;
  }

  void fail(PairSource.Failure why) {
    failure = why;
  }

  int validPairs() {
    return validPairs;
  }

  int timeouts() {
    return timeouts;
  }

  /** Why it is not run any more; {@code null} if it is. */
  PairSource.Failure failure() {
    return failure;
  }

  /** Mean duration of a fork, or what the cell expects as long as none has run. */
  double secondsPerFork() {
    return forks == 0 ? cell.expectedSeconds() : forkSeconds / forks;
  }
}
