// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.moebench.gate.Judgement.State;
import org.moebench.stats.HodgesLehmann;

/**
 * The two-stage test of {@code docs/gate.md}: screens every cell with few pairs, then confirms the
 * candidates with fresh ones. The same code judges forks on a machine, noise models and pairs
 * measured before.
 */
public final class Procedure {
  private final Policy policy;
  private final Judge judge;
  private final Controls control;

  /**
   * @param policy the numbers of the test
   * @param bias known difference between identical jars by cell, as a log-ratio; cells it does not
   *     name have none
   */
  public Procedure(Policy policy, Map<String, Double> bias) {
    this.policy = policy;
    this.judge = new Judge(policy, Map.copyOf(bias));
    this.control = new Controls(policy);
  }

  /**
   * Measures and judges.
   *
   * @param log receives all pairs as they come, for whoever wants to keep them
   */
  public Judgement run(
      List<GateCell> cells, List<GateCell> controls, PairSource source, PairLog log) {
    List<GateCell> all = new ArrayList<>(cells);
    all.addAll(controls);
    PairSource.Measured screen = source.measure(all, Stage.SCREEN, policy.screenPairs());
    log.add(screen.pairs());
    Run run = new Run(cells, controls, log, screen.failures());
    if (screen.stopped() || screen.unfit() != null) {
      return run.ended(screen.stopped(), screen.unfit());
    }
    List<GateCell> suspected = control.suspected(controls, log);
    if (!suspected.isEmpty()) {
      PairSource.Measured again = source.measure(suspected, Stage.CONFIRM, Controls.PAIRS);
      log.add(again.pairs());
      if (again.stopped() || again.unfit() != null) {
        return run.ended(again.stopped(), again.unfit());
      }
    }
    Optional<String> moved = control.moved(controls, log);
    if (moved.isPresent()) {
      return run.unjudged(State.CONTAMINATED, moved.get());
    }
    Confirmation slower = confirm(Direction.SLOWER, run, source);
    if (slower.stopped() || slower.unfit() != null) {
      return run.ended(slower.stopped(), slower.unfit());
    }
    Confirmation faster = confirm(Direction.FASTER, run, source);
    if (faster.stopped() || faster.unfit() != null) {
      return run.ended(faster.stopped(), faster.unfit());
    }
    moved = control.moved(controls, log);
    return moved.isPresent()
        ? run.unjudged(State.CONTAMINATED, moved.get())
        : run.judged(slower, faster);
  }

  private Confirmation confirm(Direction direction, Run run, PairSource source) {
    Confirmation confirmation = new Confirmation(policy, judge, direction, run.log());
    List<GateCell> candidates = candidates(direction, run);
    if (!candidates.isEmpty()) {
      confirmation.run(candidates, run.controls(), source);
      run.failures.addAll(confirmation.failures());
    }
    return confirmation;
  }

  /**
   * Cells whose screen exceeds their margin, the most suspicious first; noisy ones too, because so
   * few pairs tell noise from a single outlier badly.
   */
  private List<GateCell> candidates(Direction direction, Run run) {
    Map<GateCell, Double> effects = new LinkedHashMap<>();
    for (GateCell cell : run.cells()) {
      double[] d = direction.of(run.log().logRatios(cell.id(), Stage.SCREEN));
      if (d.length == 0 || judge.quarantined(cell)) {
        continue;
      }
      double effect = HodgesLehmann.estimate(d);
      if (effect > judge.margin(cell)) {
        effects.put(cell, effect);
      }
    }
    return effects.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a run has measured, and its judgement in the end. */
  private final class Run {
    private final List<GateCell> cells;
    private final List<GateCell> controls;
    private final PairLog log;
    private final List<PairSource.Failure> failures;

    Run(
        List<GateCell> cells,
        List<GateCell> controls,
        PairLog log,
        List<PairSource.Failure> failures) {
      this.cells = cells;
      this.controls = controls;
      this.log = log;
      this.failures = new ArrayList<>(failures);
    }

    List<GateCell> cells() {
      return cells;
    }

    List<GateCell> controls() {
      return controls;
    }

    PairLog log() {
      return log;
    }

    Judgement judged(Confirmation slower, Confirmation faster) {
      return of(
          State.JUDGED, null, cells.stream().map(cell -> judgement(cell, slower, faster)).toList());
    }

    Judgement ended(boolean stopped, String unfit) {
      return stopped
          ? unjudged(State.STOPPED, "stopped before the end")
          : unjudged(State.UNFIT, unfit);
    }

    Judgement unjudged(State state, String reason) {
      String why =
          state == State.CONTAMINATED ? "not judged: a control moved" : "not judged: " + reason;
      return of(state, reason, cells.stream().map(cell -> unjudged(cell, why)).toList());
    }

    private Judgement of(State state, String reason, List<CellJudgement> judged) {
      return new Judgement(
          state,
          reason,
          judged,
          controls.stream().map(one -> control.judgement(one, log, judge)).toList());
    }

    private CellJudgement unjudged(GateCell cell, String why) {
      Optional<CellJudgement> failed = failed(cell);
      double[] d = log.logRatios(cell.id(), null);
      return failed.orElseGet(
          () -> judge.of(cell, Verdict.UNRESOLVED, d, screened(cell), confirmed(cell), null, why));
    }

    private CellJudgement judgement(GateCell cell, Confirmation slower, Confirmation faster) {
      Optional<CellJudgement> failed = failed(cell);
      if (failed.isPresent()) {
        return failed.get();
      }
      double[] screen = log.logRatios(cell.id(), Stage.SCREEN);
      if (judge.quarantined(cell)) {
        String why = "identical jars differ here by up to " + Effects.size(judge.margin(cell) / 2);
        return judge.of(cell, Verdict.QUARANTINED, screen, screen.length, 0, null, why);
      }
      if (slower.wasTested(cell)) {
        return tested(cell, slower, Direction.SLOWER);
      }
      if (faster.wasTested(cell)) {
        return tested(cell, faster, Direction.FASTER);
      }
      double effect = screen.length == 0 ? 0 : HodgesLehmann.estimate(screen);
      if (effect > judge.margin(cell)) {
        String why = "looks " + Effects.words(effect) + ", but no time was left to confirm it";
        return judge.of(cell, Verdict.UNRESOLVED, screen, screen.length, 0, null, why);
      }
      return judge.withoutEffect(cell, screen, screen.length, 0, null);
    }

    private CellJudgement tested(GateCell cell, Confirmation stage, Direction direction) {
      double[] d = log.logRatios(cell.id(), Stage.CONFIRM);
      Double p = stage.pValue(cell);
      if (!stage.isConfirmed(cell)) {
        return judge.withoutEffect(cell, d, screened(cell), d.length, p);
      }
      String why =
          String.format(
              Locale.ROOT,
              "%s, confirmed on %d fresh pairs (p = %.2g)",
              Effects.words(HodgesLehmann.estimate(d)),
              d.length,
              p);
      return judge.of(cell, direction.verdict(), d, screened(cell), d.length, p, why);
    }

    private Optional<CellJudgement> failed(GateCell cell) {
      return failures.stream()
          .filter(failure -> failure.cell().equals(cell.id()))
          .map(CellJudgement::without)
          .findFirst();
    }

    private int screened(GateCell cell) {
      return log.logRatios(cell.id(), Stage.SCREEN).length;
    }

    private int confirmed(GateCell cell) {
      return log.logRatios(cell.id(), Stage.CONFIRM).length;
    }
  }
}
