// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Effects;
import org.moebench.gate.GateRun;
import org.moebench.gate.Verdict;

/**
 * Writes a new baseline from the head of a paired run, if the run is fit for one: judged, of a
 * committed tree, no cell open or failed, and no cell slower than was agreed.
 */
public final class BaselineUpdate {
  /** Baselines kept of a fingerprint, beside those that cells are held against. */
  static final int KEPT = 10;

  private final Baselines baselines;
  private final String reason;
  private final String acceptance;

  /**
   * @param baselines where it is written
   * @param reason why, for the file and its readers
   * @param acceptance why regressions, creep and left-out cells are accepted; {@code null} if they
   *     are not
   * @throws UserError USAGE if a text is blank
   */
  public BaselineUpdate(Baselines baselines, String reason, String acceptance) {
    if (reason.isBlank()) {
      throw refusal(ExitStatus.USAGE, "--reason is empty: say why there is a new baseline");
    }
    if (acceptance != null && acceptance.isBlank()) {
      throw refusal(ExitStatus.USAGE, "--accept is empty: say why that is accepted");
    }
    this.baselines = baselines;
    this.reason = reason.strip();
    this.acceptance = acceptance == null ? null : acceptance.strip();
  }

  /**
   * What was written.
   *
   * @param file the new baseline
   * @param removed older ones that were removed for it
   * @param line one line for a change log
   */
  public record Written(Path file, List<Path> removed, String line) {}

  /**
   * Checks a run and writes its baseline.
   *
   * @param run a paired run
   * @param from its file, for messages
   * @throws UserError saying why it is refused: BAD_INPUT, UNFIT_MACHINE, WRONG_RESULT, UNRESOLVED
   *     or REGRESSION; CANNOT_WRITE
   */
  public Written write(GateRun run, Path from) {
    RunChecks.check(run, from);
    List<Baselines.Stored> stored = baselines.of(run.fingerprint());
    List<Baseline> kept = stored.stream().map(Baselines.Stored::baseline).toList();
    List<CellForks> cells = cells(run, from);
    List<Baseline.Accepted> accepted = new ArrayList<>(regressions(run));
    if (!kept.isEmpty()) {
      Baseline last = kept.get(kept.size() - 1);
      accepted.addAll(leftOut(last, cells));
      accepted.addAll(creep(new DriftGuard(kept), cells));
    }
    Baseline baseline =
        new Baseline(
            run.created(), run.head().commit(), reason, accepted, run.fingerprint(), cells);
    newer(baseline, stored, from);
    Path file = baselines.folderOf(run.fingerprint()).resolve(baseline.name() + ".json");
    if (Files.exists(file)) {
      throw refusal(
          ExitStatus.CANNOT_WRITE,
          file + " exists: one baseline per commit and day; remove it to replace it");
    }
    BaselineFiles.write(file, baseline);
    return new Written(file, prune(baselines.of(run.fingerprint())), line(baseline, file));
  }

  /** Cells with forks that are fit to compare with: none in quarantine. */
  private static List<CellForks> cells(GateRun run, Path from) {
    List<String> quarantined = RunChecks.withVerdict(run, Verdict.QUARANTINED);
    List<CellForks> cells =
        HeadRun.of(run.fingerprint(), run.cells(), run.controls(), run.pairs(), List.of())
            .cells()
            .stream()
            .filter(cell -> !quarantined.contains(cell.id()))
            .map(CellForks::rounded)
            .toList();
    if (cells.isEmpty()) {
      throw refusal(ExitStatus.BAD_INPUT, from + " has no cell with pairs to keep");
    }
    return cells;
  }

  private List<Baseline.Accepted> regressions(GateRun run) {
    List<Baseline.Accepted> found =
        run.judgement().cells().stream()
            .filter(cell -> cell.verdict() == Verdict.REGRESSION)
            .filter(cell -> Waivers.applying(run.waived(), cell).isEmpty())
            .map(cell -> accept(cell.cell(), Effects.words(cell.effect())))
            .toList();
    return accepted(
        ExitStatus.REGRESSION,
        found,
        "regression that nobody waived",
        "fix it, or accept it with --accept WHY");
  }

  private List<Baseline.Accepted> leftOut(Baseline last, List<CellForks> cells) {
    List<String> ids = cells.stream().map(CellForks::id).toList();
    List<Baseline.Accepted> found =
        last.cells().stream()
            .filter(cell -> !ids.contains(cell.id()))
            .map(cell -> accept(cell.id(), "left out"))
            .toList();
    return accepted(
        ExitStatus.BAD_INPUT,
        found,
        "cells of the last baseline would get lost",
        "measure them too (no --only, no --budget), or let them go with --accept WHY");
  }

  private List<Baseline.Accepted> creep(DriftGuard guard, List<CellForks> cells) {
    List<Baseline.Accepted> found = new ArrayList<>();
    for (CellForks cell : cells) {
      Optional<Double> drift = guard.drift(cell).filter(DriftGuard::tooMuch);
      if (drift.isPresent()) {
        String since = guard.anchor(cell.id()).orElseThrow().name();
        found.add(accept(cell.id(), Effects.words(drift.get()) + " since " + since));
      }
    }
    return accepted(
        ExitStatus.REGRESSION,
        found,
        "slow creep over several baselines",
        Effects.size(Math.log1p(DriftGuard.MOST))
            + " is the most; win it back, or accept it with --accept WHY");
  }

  private Baseline.Accepted accept(String cell, String what) {
    return new Baseline.Accepted(cell, what, acceptance);
  }

  /**
   * All of them if they are accepted.
   *
   * @param what they are
   * @param advice what to do about them
   */
  private List<Baseline.Accepted> accepted(
      ExitStatus status, List<Baseline.Accepted> found, String what, String advice) {
    if (acceptance == null && !found.isEmpty()) {
      List<String> names = found.stream().map(one -> one.cell() + " " + one.what()).toList();
      throw refusal(status, what + ": " + String.join(", ", names) + "; " + advice);
    }
    return found;
  }

  private static void newer(Baseline baseline, List<Baselines.Stored> stored, Path from) {
    for (Baselines.Stored one : stored) {
      if (!baseline.instant().isAfter(one.baseline().instant())) {
        throw refusal(
            ExitStatus.BAD_INPUT,
            "%s was measured %s, not after the baseline %s: measure again"
                .formatted(from, baseline.created(), one.file()));
      }
    }
  }

  /** Removes the oldest beyond the number kept, but none that a cell is held against. */
  private static List<Path> prune(List<Baselines.Stored> stored) {
    List<Baseline> all = stored.stream().map(Baselines.Stored::baseline).toList();
    DriftGuard guard = new DriftGuard(all);
    List<Baseline> anchors =
        all.stream()
            .flatMap(one -> one.cells().stream())
            .flatMap(cell -> guard.anchor(cell.id()).stream())
            .toList();
    Stream<Path> removable =
        stored.subList(0, stored.size() - 1).stream()
            .filter(one -> !anchors.contains(one.baseline()))
            .map(Baselines.Stored::file);
    List<Path> removed = removable.limit(Math.max(0, stored.size() - KEPT)).toList();
    removed.forEach(BaselineUpdate::delete);
    return removed;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE, "cannot remove the old baseline " + file + " (" + e + ")", e);
    }
  }

  private static String line(Baseline baseline, Path file) {
    String accepted =
        baseline.accepted().isEmpty()
            ? ""
            : "; accepted: "
                + String.join(
                    ", ",
                    baseline.accepted().stream().map(one -> one.cell() + " " + one.what()).toList())
                + " ("
                + baseline.accepted().get(0).reason()
                + ")";
    return "%s baseline %s: %d cells, %s; %s%s"
        .formatted(
            baseline.day(),
            file.getParent().getFileName() + "/" + file.getFileName(),
            baseline.cells().size(),
            baseline.cells().get(0).shape(),
            baseline.reason(),
            accepted);
  }

  private static UserError refusal(ExitStatus status, String message) {
    return new UserError(status, message);
  }
}
