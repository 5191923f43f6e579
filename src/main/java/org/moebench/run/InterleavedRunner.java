// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.moebench.result.CeilingReport;
import org.moebench.result.ForkReport;

/**
 * Runs every cell once per round, each time in a new fork and in a new random order, with the
 * machine's ceilings measured in between.
 *
 * <p>A machine's speed drifts by tens of percent within minutes. Forks of one round stand close to
 * each other in time, so ratios within a round cancel the drift, and a cell's spread over rounds
 * shows it.
 */
public final class InterleavedRunner {
  private final ForkExecutor executor;
  private final StopSignal stop;
  private final LongSupplier nanoTime;

  /**
   * @param stop ends the run early, keeping what was measured
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public InterleavedRunner(ForkExecutor executor, StopSignal stop, LongSupplier nanoTime) {
    this.executor = executor;
    this.stop = stop;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs all rounds.
   *
   * @param cells cells to measure; those with a reason to skip are passed over
   * @param ceilings ceiling probes, run in every round
   * @param budget how many rounds
   * @param seed seed of the orders
   */
  public Measurements run(
      List<Cell> cells, List<Cell> ceilings, RoundBudget budget, long seed, RunListener listener) {
    List<Cell> running = cells.stream().filter(Cell::runs).toList();
    Measurements measured = new Measurements();
    measured.planned(budget.least());
    if (running.isEmpty()) {
      measured.planned(0);
      measured.complete();
      return measured;
    }
    RunClock clock = new RunClock(budget, nanoTime);
    int round = 0;
    do {
      List<Cell> all = new ArrayList<>(ceilings);
      running.stream().filter(cell -> measured.failure(cell) == null).forEach(all::add);
      boolean ended =
          runRound(RoundOrder.shuffled(all, seed, round), round, measured, clock, listener);
      measured.wallSeconds(clock.elapsedSeconds());
      if (ended) {
        measured.roundCompleted();
        round++;
        measured.planned(clock.rounds());
      }
      if (ended && round == clock.rounds()) {
        measured.complete();
      }
      listener.roundEnded(measured);
    } while (!measured.isComplete() && !stop.requested());
    return measured;
  }

  /** Runs one round; false if it was stopped before its end. */
  private boolean runRound(
      List<Cell> order, int round, Measurements measured, RunClock clock, RunListener listener) {
    clock.startRound(order);
    for (int position = 0; position < order.size(); position++) {
      if (stop.requested()) {
        return false;
      }
      Cell cell = order.get(position);
      listener.starting(cell, clock.progress());
      clock.startFork();
      String failure =
          cell.operation().equals(CeilingCells.OPERATION)
              ? runCeiling(cell, round, measured)
              : runCell(cell, round, position, measured);
      if (failure != null) {
        if (stop.requested() || stop.explainsFailure()) {
          return false;
        }
        measured.fail(cell, failure);
        listener.failed(cell, failure);
      }
      clock.endFork(cell);
    }
    clock.endRound();
    return true;
  }

  private String runCeiling(Cell cell, int round, Measurements measured) {
    Fork<CeilingReport> fork = executor.run(cell, CeilingReport.class);
    if (fork.failure() == null) {
      measured.addCeiling(round, fork);
    }
    return fork.failure();
  }

  private String runCell(Cell cell, int round, int position, Measurements measured) {
    Fork<ForkReport> fork = executor.run(cell, ForkReport.class);
    if (fork.failure() != null) {
      return fork.failure();
    }
    measured.add(cell, round, position, fork);
    return measured.failure(cell);
  }
}
