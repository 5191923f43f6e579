// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Pair;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.stats.Estimate;
import org.moebench.stats.HierarchicalBootstrap;
import org.moebench.stats.Samples;

/**
 * A run's cells and controls as they are shown: what needs attention first, each with the wider of
 * two intervals.
 */
final class Changes {
  private static final double LEVEL = 0.95;
  private static final int RESAMPLES = 10_000;

  /** Order of the verdicts, what needs attention first. */
  private static final List<Verdict> ORDER =
      List.of(
          Verdict.REGRESSION,
          Verdict.ERROR,
          Verdict.MISSING,
          Verdict.UNRESOLVED,
          Verdict.INCOMPARABLE,
          Verdict.QUARANTINED,
          Verdict.IMPROVEMENT,
          Verdict.NEW,
          Verdict.PASS);

  private final GateRun run;
  private final List<Change> cells;
  private final List<Change> controls;

  Changes(GateRun run) {
    this.run = run;
    Map<String, GateCell> known = new HashMap<>();
    run.cells().forEach(cell -> known.put(cell.id(), cell));
    run.controls().forEach(cell -> known.put(cell.id(), cell));
    this.cells =
        run.judgement().cells().stream()
            .map(judgement -> change(known.get(judgement.cell()), judgement, this::decides))
            .sorted(
                Comparator.comparingInt((Change change) -> ORDER.indexOf(change.verdict()))
                    .thenComparing(Changes::size, Comparator.reverseOrder())
                    .thenComparing(Change::name))
            .toList();
    this.controls =
        run.judgement().controls().stream()
            .map(judgement -> change(known.get(judgement.cell()), judgement, pair -> true))
            .toList();
  }

  GateRun run() {
    return run;
  }

  /** Cells, what needs attention first. */
  List<Change> cells() {
    return cells;
  }

  List<Change> controls() {
    return controls;
  }

  List<Change> with(Verdict verdict) {
    return cells.stream().filter(change -> change.verdict() == verdict).toList();
  }

  boolean judged() {
    return run.judgement().state() == Judgement.State.JUDGED;
  }

  /**
   * Cells that are worth a line of their own: all but those that passed, and in a run that was not
   * judged only those that failed by themselves.
   */
  List<Change> notable() {
    return cells.stream()
        .filter(change -> change.verdict() != Verdict.PASS)
        .filter(change -> judged() || change.verdict() != Verdict.UNRESOLVED)
        .toList();
  }

  /** Cells that were measured in both arms and are judged: the geometric mean is over these. */
  List<Change> comparable() {
    return cells.stream()
        .filter(change -> change.measured() && change.verdict() != Verdict.QUARANTINED)
        .toList();
  }

  /** Logarithm of the geometric mean of the ratios head/base; NaN if there is none. */
  double meanEffect() {
    double[] effects = comparable().stream().mapToDouble(c -> c.effect().value()).toArray();
    return effects.length == 0 ? Double.NaN : Samples.mean(effects);
  }

  private static double size(Change change) {
    return change.measured() ? change.effect().value() : Double.NEGATIVE_INFINITY;
  }

  /** Once a candidate has fresh pairs, only these decide. */
  private boolean decides(Pair pair) {
    boolean confirmed =
        run.judgement().cells().stream()
            .anyMatch(one -> one.cell().equals(pair.cell()) && one.confirmed() > 0);
    return !judged() || !confirmed || pair.stage() == Stage.CONFIRM;
  }

  private Change change(GateCell cell, CellJudgement judgement, Predicate<Pair> decides) {
    List<Pair> pairs =
        run.pairs().stream()
            .filter(pair -> pair.cell().equals(judgement.cell()) && pair.valid())
            .filter(decides)
            .toList();
    Waiver waiver =
        judgement.verdict() != Verdict.REGRESSION
            ? null
            : run.waived().stream()
                .filter(one -> one.cell().equals(judgement.cell()))
                .findFirst()
                .orElse(null);
    return new Change(cell, judgement, pairs, effect(judgement, pairs), waiver);
  }

  /** The estimate with the wider interval: the exact one, or that of the resampled forks. */
  private Estimate effect(CellJudgement judgement, List<Pair> pairs) {
    if (judgement.effect() == null) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }
    if (judgement.low() == null || judgement.high() == null) {
      return new Estimate(judgement.effect(), Double.NaN, Double.NaN);
    }
    if (pairs.isEmpty()) {
      return new Estimate(judgement.effect(), judgement.low(), judgement.high());
    }
    Estimate resampled =
        HierarchicalBootstrap.paired(
            times(pairs, true),
            times(pairs, false),
            ForkTimes.QUANTILE,
            LEVEL,
            RESAMPLES,
            run.seed() ^ judgement.cell().hashCode());
    boolean wider = resampled.high() - resampled.low() > judgement.high() - judgement.low();
    return wider
        ? new Estimate(judgement.effect(), resampled.low(), resampled.high())
        : new Estimate(judgement.effect(), judgement.low(), judgement.high());
  }

  private static double[][] times(List<Pair> pairs, boolean base) {
    return pairs.stream()
        .map(pair -> base ? pair.base() : pair.head())
        .map(ForkTimes::iterations)
        .map(times -> times.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }
}
