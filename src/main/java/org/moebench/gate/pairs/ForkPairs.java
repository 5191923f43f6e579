// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.moebench.gate.GateCell;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;
import org.moebench.run.StopSignal;

/**
 * Pairs of forks on this machine. A round runs every cell once, in random order: a fork of one arm
 * and right after it a fork of the other, so that both see the same minute of a drifting machine
 * and a noisy minute is spread over the cells. Which arm goes first is random and balanced.
 */
public final class ForkPairs implements PairSource {
  /** Starting processes and repeating pairs takes time too. */
  private static final double RESERVE = 1.05;

  private final ForkRunner runner;
  private final long seed;
  private final TimeBudget budget;
  private final PairProgress progress;
  private final StopSignal stop;
  private final Validity validity;
  private final Map<String, ForkHistory> histories = new HashMap<>();
  private Arm base;
  private Arm head;
  private Supplier<List<Arm>> freshCopies;
  private int rounds;

  /** Pairs that count by {@link Validity#standard()}. */
  public ForkPairs(
      ForkRunner runner,
      Arm base,
      Arm head,
      long seed,
      TimeBudget budget,
      PairProgress progress,
      StopSignal stop) {
    this(runner, base, head, seed, budget, progress, stop, Validity.standard());
  }

  /**
   * @param seed seed of all orders
   * @param budget what {@link #affords} asks
   * @param stop ends the measuring after the fork that is running
   * @param validity which pairs count
   */
  public ForkPairs(
      ForkRunner runner,
      Arm base,
      Arm head,
      long seed,
      TimeBudget budget,
      PairProgress progress,
      StopSignal stop,
      Validity validity) {
    this.runner = runner;
    this.base = base;
    this.head = head;
    this.seed = seed;
    this.budget = budget;
    this.progress = progress;
    this.stop = stop;
    this.validity = validity;
  }

  /** Replaces both arms for all forks to come, for example by fresh copies of the same jars. */
  public void arms(Arm newBase, Arm newHead) {
    base = newBase;
    head = newHead;
  }

  /**
   * What to replace the arms by before the first confirming pair, so that where a jar happens to
   * lie cannot make the same difference in both stages.
   *
   * @param copies gives base and head
   */
  public void beforeConfirm(Supplier<List<Arm>> copies) {
    freshCopies = copies;
  }

  @Override
  public Measured measure(List<GateCell> cells, Stage stage, int pairs) {
    if (stage == Stage.CONFIRM && freshCopies != null) {
      List<Arm> fresh = freshCopies.get();
      arms(fresh.get(0), fresh.get(1));
      freshCopies = null;
    }
    progress.restart();
    return new PairRounds(this, cells, stage, pairs).run();
  }

  @Override
  public boolean affords(List<GateCell> cells, int pairs) {
    double seconds = cells.stream().mapToDouble(this::secondsOf).sum();
    return RESERVE * 2 * pairs * seconds <= budget.leftSeconds();
  }

  /** Mean seconds of a fork of this cell so far, or what the cell expects. */
  public double secondsOf(GateCell cell) {
    return history(cell).secondsPerFork();
  }

  ForkHistory history(GateCell cell) {
    return histories.computeIfAbsent(cell.id(), id -> new ForkHistory(cell, seed));
  }

  /** Runs one fork and notes how long it took. */
  ForkRunner.Result fork(GateCell cell, boolean ofHead) {
    ForkRunner.Result result = runner.run(cell, ofHead ? head : base);
    if (result.times() != null) {
      history(cell).addFork(result.times().seconds());
    }
    return result;
  }

  /** Number of the next round, counted over all stages. */
  int nextRound() {
    return rounds++;
  }

  long seed() {
    return seed;
  }

  TimeBudget budget() {
    return budget;
  }

  PairProgress progress() {
    return progress;
  }

  StopSignal stop() {
    return stop;
  }

  Validity validity() {
    return validity;
  }
}
