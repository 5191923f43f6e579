// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Keeps the time of a run: how many rounds fit the budget and how long it will still take. */
final class RunClock {
  private final RoundBudget budget;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<String, Double> secondsOf = new HashMap<>();
  private final Deque<Cell> waiting = new ArrayDeque<>();
  private int round;
  private int forksPerRound;
  private int forksDone;
  private double forkSeconds;
  private long forkStart;
  private int rounds;

  RunClock(RoundBudget budget, LongSupplier nanoTime) {
    this.budget = budget;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  double elapsedSeconds() {
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  void startRound(List<Cell> order) {
    round++;
    forksPerRound = order.size();
    waiting.clear();
    waiting.addAll(order);
  }

  void startFork() {
    forkStart = nanoTime.getAsLong();
  }

  void endFork(Cell cell) {
    double seconds = (nanoTime.getAsLong() - forkStart) / 1e9;
    secondsOf.put(cell.id(), seconds);
    forkSeconds += seconds;
    forksDone++;
    waiting.remove(cell);
  }

  /** The first round decides how many there will be. */
  void endRound() {
    if (round == 1) {
      rounds = budget.rounds(elapsedSeconds());
    }
  }

  /** Rounds of this run: decided after the first, a guess before. */
  int rounds() {
    return rounds > 0 ? rounds : budget.rounds(firstRoundGuess());
  }

  private double firstRoundGuess() {
    return forksDone == 0
        ? budget.seconds() / budget.least()
        : forkSeconds / forksDone * forksPerRound;
  }

  RunProgress progress() {
    int total = forksDone + waiting.size() + (rounds() - round) * forksPerRound;
    return new RunProgress(round, rounds(), forksDone, total, elapsedSeconds(), leftSeconds());
  }

  /** Every fork still to come takes as long as that cell's last one, or as the mean of all. */
  private double leftSeconds() {
    if (forksDone == 0) {
      return Double.NaN;
    }
    double mean = forkSeconds / forksDone;
    double thisRound =
        waiting.stream().mapToDouble(cell -> secondsOf.getOrDefault(cell.id(), mean)).sum();
    double laterRound =
        secondsOf.values().stream().mapToDouble(Double::doubleValue).sum()
            + mean * Math.max(0, forksPerRound - secondsOf.size());
    return thisRound + (rounds() - round) * laterRound;
  }
}
