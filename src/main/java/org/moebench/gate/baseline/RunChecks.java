// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.Pair;
import org.moebench.gate.Verdict;

/** Whether a run is fit to become a baseline, whatever it says of speed. */
final class RunChecks {
  private static final String COMMIT = "[0-9a-f]{7,64}";

  private RunChecks() {}

  /**
   * @throws UserError that says why not
   */
  static void check(GateRun run, Path from) {
    complete(run, from);
    times(run, from);
    judged(run, from);
    committed(run, from);
    answered(run, from);
  }

  private static void complete(GateRun run, Path from) {
    if (!GateRun.SCHEMA.equals(run.schema())) {
      throw refusal(
          ExitStatus.BAD_INPUT,
          "%s has schema '%s', expected '%s': run the gate again"
              .formatted(from, run.schema(), GateRun.SCHEMA));
    }
    boolean whole =
        Stream.of(
                run.created(),
                run.mode(),
                run.head(),
                run.fingerprint(),
                run.cells(),
                run.controls(),
                run.pairs(),
                run.judgement(),
                run.waived())
            .allMatch(Objects::nonNull);
    if (!whole) {
      throw refusal(ExitStatus.BAD_INPUT, from + " lacks parts of a run: run the gate again");
    }
    try {
      OffsetDateTime.parse(run.created());
    } catch (DateTimeException e) {
      throw refusal(
          ExitStatus.BAD_INPUT, from + " was created '" + run.created() + "', which is no time");
    }
    if (run.mode() != Mode.PAIRED) {
      throw refusal(
          ExitStatus.BAD_INPUT,
          from + " is no paired run (" + run.mode() + "): make one with gate --base REV");
    }
  }

  /** JSON readers take texts such as "NaN" for numbers. */
  private static void times(GateRun run, Path from) {
    for (Pair pair : run.pairs()) {
      List<Double> times = pair.head().iterations();
      if (times.isEmpty() || !times.stream().allMatch(time -> time > 0 && Double.isFinite(time))) {
        throw refusal(
            ExitStatus.BAD_INPUT,
            "%s holds %s as times of %s in round %d: it was edited or damaged, run the gate again"
                .formatted(from, times, pair.cell(), pair.round()));
      }
    }
  }

  private static void judged(GateRun run, Path from) {
    State state = run.judgement().state();
    if (state == State.CONTAMINATED || state == State.UNFIT) {
      throw refusal(
          ExitStatus.UNFIT_MACHINE,
          "%s was not judged (%s): %s; measure again on a quiet machine"
              .formatted(from, state, run.judgement().reason()));
    }
    if (state != State.JUDGED) {
      throw refusal(ExitStatus.BAD_INPUT, from + " was stopped before its end: run the gate again");
    }
  }

  private static void committed(GateRun run, Path from) {
    if (run.head().dirty()) {
      throw refusal(
          ExitStatus.BAD_INPUT,
          from + " measured a tree with uncommitted changes: commit them and run the gate again");
    }
    if (!run.head().commit().matches(COMMIT)) {
      throw refusal(
          ExitStatus.BAD_INPUT,
          from + " does not know its commit ('" + run.head().commit() + "'): run it in a checkout");
    }
  }

  private static void answered(GateRun run, Path from) {
    List<String> failed = withVerdict(run, Verdict.ERROR);
    if (!failed.isEmpty()) {
      throw refusal(
          ExitStatus.WRONG_RESULT,
          from + " has cells that failed: " + String.join(", ", failed) + "; fix them first");
    }
    List<String> open = withVerdict(run, Verdict.UNRESOLVED);
    if (!open.isEmpty()) {
      throw refusal(
          ExitStatus.UNRESOLVED,
          "%s has cells without an answer: %s; measure with more pairs (--thorough)"
              .formatted(from, String.join(", ", open)));
    }
  }

  /** Ids of the cells with a verdict. */
  static List<String> withVerdict(GateRun run, Verdict verdict) {
    return run.judgement().cells().stream()
        .filter(cell -> cell.verdict() == verdict)
        .map(CellJudgement::cell)
        .toList();
  }

  private static UserError refusal(ExitStatus status, String message) {
    return new UserError(status, message);
  }
}
