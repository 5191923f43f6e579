// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.gate.GateCell;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.run.RoundOrder;
import org.moebench.run.RunProgress;

/** The rounds of one {@link ForkPairs#measure}: until every cell has its valid pairs. */
final class PairRounds {
  /** More pairs than this share of those asked for must not be disturbed ... */
  private static final double MOST_INVALID = 0.25;

  /** ... but a machine may hiccup twice, however few are asked for. */
  private static final int LEAST_INVALID = 3;

  /** One may be the machine's fault. */
  private static final int MOST_TIMEOUTS = 1;

  private final ForkPairs source;
  private final List<GateCell> cells;
  private final Stage stage;
  private final int wanted;
  private final Map<String, Integer> missing = new LinkedHashMap<>();
  private final List<Pair> pairs = new ArrayList<>();
  private int tried;
  private int invalid;
  private String unfit;
  private boolean stopped;

  PairRounds(ForkPairs source, List<GateCell> cells, Stage stage, int wanted) {
    this.source = source;
    this.cells = cells;
    this.stage = stage;
    this.wanted = wanted;
    cells.forEach(cell -> missing.put(cell.id(), wanted));
  }

  PairSource.Measured run() {
    List<GateCell> open = open();
    while (!open.isEmpty() && !ended()) {
      int round = source.nextRound();
      for (GateCell cell : RoundOrder.shuffled(open, source.seed(), round)) {
        stopped |= source.stop().requested();
        if (!ended()) {
          measure(cell, round);
        }
      }
      open = open();
    }
    List<PairSource.Failure> failures =
        cells.stream()
            .map(cell -> source.history(cell).failure())
            .filter(failure -> failure != null)
            .toList();
    return new PairSource.Measured(List.copyOf(pairs), failures, unfit, stopped);
  }

  private boolean ended() {
    return stopped || unfit != null;
  }

  /** Cells that still miss pairs and have not failed. */
  private List<GateCell> open() {
    return cells.stream()
        .filter(cell -> missing.get(cell.id()) > 0 && source.history(cell).failure() == null)
        .toList();
  }

  private void measure(GateCell cell, int round) {
    ForkHistory history = source.history(cell);
    source.progress().starting(stage, cell, standing(cell));
    boolean headFirst = history.headFirst();
    ForkRunner.Result first = source.fork(cell, headFirst);
    if (source.stop().requested() || diedOfStop(first)) {
      stopped = true;
      return;
    }
    ForkRunner.Result second = source.fork(cell, !headFirst);
    if (diedOfStop(second)) {
      stopped = true;
      return;
    }
    tried++;
    ForkRunner.Result base = headFirst ? second : first;
    ForkRunner.Result head = headFirst ? first : second;
    if (base.failure() != null || head.failure() != null) {
      withoutPair(cell, base.failure(), head.failure());
      return;
    }
    Optional<String> objection = source.validity().objection(base.times(), head.times());
    pairs.add(
        new Pair(
            cell.id(),
            stage,
            round,
            headFirst,
            base.times(),
            head.times(),
            objection.orElse(null)));
    if (objection.isPresent()) {
      repeat(cell, objection.get());
    } else {
      history.addValidPair();
      missing.merge(cell.id(), -1, Integer::sum);
    }
  }

  /** A signal that asks to stop may reach the fork first. */
  private boolean diedOfStop(ForkRunner.Result fork) {
    return fork.failure() != null && source.stop().explainsFailure();
  }

  private void withoutPair(GateCell cell, ForkRunner.Failure base, ForkRunner.Failure head) {
    ForkHistory history = source.history(cell);
    Optional<PairSource.Failure> failure =
        PairFailure.of(cell, base, head).or(() -> timedOut(cell, base, head));
    if (failure.isPresent()) {
      history.fail(failure.get());
      source.progress().failed(failure.get());
    } else {
      repeat(cell, timeout(base, head));
    }
  }

  private Optional<PairSource.Failure> timedOut(
      GateCell cell, ForkRunner.Failure base, ForkRunner.Failure head) {
    ForkHistory history = source.history(cell);
    for (ForkRunner.Failure failure : new ForkRunner.Failure[] {base, head}) {
      if (failure != null && failure.kind() == ForkRunner.Kind.TIMEOUT) {
        history.addTimeout();
      }
    }
    return history.timeouts() > MOST_TIMEOUTS
        ? Optional.of(
            new PairSource.Failure(
                cell.id(), Verdict.ERROR, timeout(base, head) + "; two timeouts are too many"))
        : Optional.empty();
  }

  private static String timeout(ForkRunner.Failure base, ForkRunner.Failure head) {
    boolean ofHead = head != null && head.kind() == ForkRunner.Kind.TIMEOUT;
    return ofHead ? "head " + head.reason() : "base " + base.reason();
  }

  private void repeat(GateCell cell, String why) {
    invalid++;
    source.progress().invalid(cell, why);
    if (invalid >= LEAST_INVALID && invalid > MOST_INVALID * wanted * cells.size()) {
      unfit =
          "%d of %d pairs were disturbed, the last because %s; try again on a quieter machine"
              .formatted(invalid, tried, why);
    }
  }

  private RunProgress standing(GateCell cell) {
    int total = 2 * wanted * cells.size();
    List<GateCell> open = open();
    int left = open.stream().mapToInt(one -> 2 * missing.get(one.id())).sum();
    double seconds =
        open.stream().mapToDouble(one -> 2 * missing.get(one.id()) * source.secondsOf(one)).sum();
    return new RunProgress(
        wanted - missing.get(cell.id()) + 1,
        wanted,
        total - left,
        total,
        source.budget().elapsedSeconds(),
        seconds);
  }
}
