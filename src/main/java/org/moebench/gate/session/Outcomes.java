// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import static org.moebench.fault.ExitStatus.INCOMPARABLE;
import static org.moebench.fault.ExitStatus.INTERRUPTED;
import static org.moebench.fault.ExitStatus.OK;
import static org.moebench.fault.ExitStatus.REGRESSION;
import static org.moebench.fault.ExitStatus.UNFIT_MACHINE;
import static org.moebench.fault.ExitStatus.UNRESOLVED;
import static org.moebench.fault.ExitStatus.WRONG_RESULT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Effects;
import org.moebench.gate.GateOutcome;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.gate.baseline.Waivers;
import org.moebench.run.Durations;

/**
 * Exit status and headline of a judgement. What is worse to overlook comes first: stopped, failed
 * benchmarks, a machine that cannot judge, regressions, missing cells, what cannot be compared, too
 * much without an answer.
 */
public final class Outcomes {
  private static final String SEPARATOR = " · ";

  /** More names than this do not fit a line. */
  private static final int NAMED = 3;

  private final Judgement judgement;
  private final GateRequest.Rules rules;
  private final List<String> waived;

  private Outcomes(Judgement judgement, List<Waiver> waived, GateRequest.Rules rules) {
    this.judgement = judgement;
    this.rules = rules;
    this.waived = waived.stream().map(Waiver::cell).toList();
  }

  /**
   * The outcome of a run.
   *
   * @param waived waivers that apply to its regressions
   * @param pairs valid pairs that were measured
   * @param wallSeconds duration of the measuring
   */
  public static GateOutcome of(
      Judgement judgement,
      List<Waiver> waived,
      GateRequest.Rules rules,
      int pairs,
      double wallSeconds) {
    Outcomes outcomes = new Outcomes(judgement, waived, rules);
    GateOutcome lead = outcomes.lead();
    List<String> parts = new ArrayList<>();
    parts.add(lead.headline());
    if (judgement.state() == State.JUDGED) {
      parts.add(outcomes.count(Verdict.PASS) + " pass");
      parts.add(outcomes.count(Verdict.UNRESOLVED) + " unresolved");
      outcomes.control().ifPresent(parts::add);
    }
    parts.add(pairs + " pairs");
    parts.add(Durations.text(wallSeconds));
    return new GateOutcome(lead.status(), String.join(SEPARATOR, parts));
  }

  /** The outcome of a run whose jars are the same bytes. */
  static GateOutcome identical(int cells) {
    return new GateOutcome(
        OK,
        "PASS: both jars are the same bytes, nothing was measured" + SEPARATOR + cells + " pass");
  }

  /** Waivers of regressions that they are wide enough for. */
  public static List<Waiver> applying(List<Waiver> waivers, Judgement judgement) {
    return judgement.cells().stream()
        .flatMap(cell -> Waivers.applying(waivers, cell).stream())
        .toList();
  }

  private GateOutcome lead() {
    return stopped()
        .or(this::failed)
        .or(this::unfit)
        .or(this::regressed)
        .or(this::missing)
        .or(this::incomparable)
        .or(this::unresolved)
        .orElseGet(() -> new GateOutcome(OK, passed()));
  }

  private Optional<GateOutcome> stopped() {
    return judgement.state() == State.STOPPED
        ? outcome(INTERRUPTED, "STOPPED before the end: nothing was judged")
        : Optional.empty();
  }

  /** A control without pairs watches over nothing: as bad as a cell that failed. */
  private Optional<GateOutcome> failed() {
    List<CellJudgement> failed = new ArrayList<>(with(Verdict.ERROR));
    if (judgement.state() == State.JUDGED) {
      judgement.controls().stream().filter(one -> one.effect() == null).forEach(failed::add);
    }
    return outcome(WRONG_RESULT, "ERROR: ", failed, cell -> cell.cell() + ": " + cell.reason());
  }

  private Optional<GateOutcome> unfit() {
    return switch (judgement.state()) {
      case UNFIT, CONTAMINATED ->
          outcome(UNFIT_MACHINE, judgement.state() + ": " + judgement.reason());
      case JUDGED, STOPPED -> Optional.empty();
    };
  }

  private Optional<GateOutcome> regressed() {
    List<CellJudgement> slower =
        with(Verdict.REGRESSION).stream()
            .filter(cell -> !waived.contains(cell.cell()))
            .sorted(Comparator.comparing(CellJudgement::effect).reversed())
            .toList();
    return outcome(REGRESSION, "REGRESSION: ", slower, Outcomes::change);
  }

  private Optional<GateOutcome> missing() {
    return rules.strict()
        ? outcome(REGRESSION, "MISSING: ", with(Verdict.MISSING), CellJudgement::cell)
        : Optional.empty();
  }

  private Optional<GateOutcome> incomparable() {
    return rules.requireComparable()
        ? outcome(INCOMPARABLE, "INCOMPARABLE: ", with(Verdict.INCOMPARABLE), CellJudgement::cell)
        : Optional.empty();
  }

  private Optional<GateOutcome> unresolved() {
    return tooMany(Verdict.UNRESOLVED, rules.policy().mostUnresolved())
        .or(() -> tooMany(Verdict.QUARANTINED, rules.policy().mostQuarantined()));
  }

  private Optional<GateOutcome> tooMany(Verdict verdict, double most) {
    int count = count(verdict);
    int all = judgement.cells().size();
    return count > most * all
        ? outcome(
            UNRESOLVED,
            "%s: %d of %d cells, more than %.0f%%".formatted(verdict, count, all, 100 * most))
        : Optional.empty();
  }

  private String passed() {
    String accepted = waived.isEmpty() ? "" : " (waived: " + String.join(", ", waived) + ")";
    int faster = count(Verdict.IMPROVEMENT);
    return "PASS"
        + accepted
        + (faster == 0 ? "" : SEPARATOR + faster + " faster")
        + rest(Verdict.NEW)
        + rest(Verdict.MISSING)
        + rest(Verdict.QUARANTINED)
        + rest(Verdict.INCOMPARABLE);
  }

  private String rest(Verdict verdict) {
    int count = count(verdict);
    return count == 0 ? "" : SEPARATOR + count + " " + verdict;
  }

  /** The control that moved most. */
  private Optional<String> control() {
    return judgement.controls().stream()
        .filter(one -> one.effect() != null)
        .map(CellJudgement::effect)
        .max(Comparator.comparingDouble(Math::abs))
        .map(effect -> "control " + Effects.percent(effect));
  }

  private static String change(CellJudgement cell) {
    String interval = Effects.interval(cell.low(), cell.high());
    return (cell.cell() + " " + Effects.words(cell.effect()) + " " + interval).strip();
  }

  private List<CellJudgement> with(Verdict verdict) {
    return judgement.cells().stream().filter(cell -> cell.verdict() == verdict).toList();
  }

  private int count(Verdict verdict) {
    return with(verdict).size();
  }

  private static Optional<GateOutcome> outcome(
      ExitStatus status,
      String word,
      List<CellJudgement> cells,
      Function<CellJudgement, String> text) {
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    String named = cells.stream().limit(NAMED).map(text).collect(Collectors.joining(", "));
    int more = cells.size() - NAMED;
    return outcome(status, word + named + (more > 0 ? " and " + more + " more" : ""));
  }

  private static Optional<GateOutcome> outcome(ExitStatus status, String headline) {
    return Optional.of(new GateOutcome(status, headline));
  }
}
