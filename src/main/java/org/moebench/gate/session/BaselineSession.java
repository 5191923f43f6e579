// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateOutcome;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.Pair;
import org.moebench.gate.PairSource;
import org.moebench.gate.Stage;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.arms.BenchmarkJar;
import org.moebench.gate.baseline.Baseline;
import org.moebench.gate.baseline.BaselineComparison;
import org.moebench.gate.baseline.BaselineFiles;
import org.moebench.gate.baseline.Baselines;
import org.moebench.gate.baseline.CellForks;
import org.moebench.gate.baseline.HeadRun;
import org.moebench.gate.page.GateFiles;
import org.moebench.gate.session.Instruments.Place;
import org.moebench.run.EnvironmentProbe;
import org.moebench.run.StopSignal;

/**
 * A run of the head alone, judged by a stored baseline. Both arms of every pair run the head, so
 * that the machine is watched as in a paired run, and both forks of a pair count for it.
 */
public final class BaselineSession {
  private final Instruments instruments;
  private final GateRequest request;
  private final boolean allowAbsolute;

  /**
   * @param allowAbsolute whether a regression against times of another session may fail the run
   */
  public BaselineSession(Instruments instruments, GateRequest request, boolean allowAbsolute) {
    this.instruments = instruments;
    this.request = request;
    this.allowAbsolute = allowAbsolute;
  }

  /**
   * Measures the head and compares; writes {@code gate.json}.
   *
   * @param file of the baseline
   * @throws UserError BAD_INPUT for a damaged baseline, INCOMPARABLE with {@code
   *     --require-comparable}
   */
  public GateRun run(Path file, PrintStream messages, StopSignal stop) {
    Baseline baseline = BaselineFiles.read(file);
    List<Waiver> waivers = GateSession.waivers(request);
    long start = System.nanoTime();
    CellSelection selection =
        CellSelection.of(instruments.cells(), instruments.controls(), request, List.of());
    Path folder = request.arms().root().resolve(GateSession.FOLDER);
    BenchmarkJar jar =
        request.arms().headJar() == null
            ? BenchmarkJar.running(request.arms().root())
            : BenchmarkJar.read(request.arms().headJar());
    messages.println("baseline " + file + ", head " + jar.path());
    Fingerprint here = instruments.fingerprint();
    PairSource.Measured measured;
    GateLock lock = GateLock.of(folder);
    try (ArmCopies copies = ArmCopies.of(folder.resolve("run"), jar, jar)) {
      PairSource source =
          instruments.pairs(
              copies,
              request.seed(),
              request.budgetSeconds(),
              new Place(request.out(), messages, stop));
      List<GateCell> all = new ArrayList<>(selection.cells());
      all.addAll(instruments.controls());
      measured = source.measure(all, Stage.SCREEN, Math.ceilDiv(forks(baseline), 2));
    } finally {
      lock.close();
    }
    GateRun run = judged(baseline, here, jar, selection, waivers, measured, start);
    GateFiles.write(request.out().resolve(GateFiles.NAME), run);
    return run;
  }

  /** Forks of every cell of the baseline; as many are measured now. */
  private static int forks(Baseline baseline) {
    return baseline.cells().stream().mapToInt(cell -> cell.forks().size()).max().orElse(2);
  }

  private GateRun judged(
      Baseline baseline,
      Fingerprint here,
      BenchmarkJar jar,
      CellSelection selection,
      List<Waiver> waivers,
      PairSource.Measured measured,
      long start) {
    Mode mode = Mode.ABSOLUTE;
    Judgement judgement;
    if (measured.stopped() || measured.unfit() != null) {
      judgement = unjudged(selection, measured);
    } else {
      HeadRun head = head(here, selection.cells(), measured, forks(baseline));
      BaselineComparison.Compared compared =
          new BaselineComparison(
                  request.rules().policy(), instruments.bias(GateSession.baselines(request), here))
              .compare(baseline, head);
      if (request.rules().requireComparable()) {
        compared.requireComparable();
      }
      mode = compared.mode();
      judgement = withMissing(compared.judgement(), baseline, selection);
    }
    List<Waiver> waived = Outcomes.applying(waivers, judgement);
    double seconds = (System.nanoTime() - start) / 1e9;
    GateOutcome outcome =
        Outcomes.of(judgement, waived, request.rules(), measured.pairs().size(), seconds);
    return new GateRun(
        GateRun.SCHEMA,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        request.command(),
        mode,
        request.seed(),
        request.rules().policy(),
        new ArmInfo(baseline.name(), baseline.commit(), false, ArmInfo.UNKNOWN),
        headInfo(jar),
        here,
        seconds,
        0,
        selection.cells(),
        instruments.controls(),
        selection.dropped(),
        List.of(),
        judgement,
        waived,
        mode == Mode.ABSOLUTE && !allowAbsolute ? advisory(outcome) : outcome);
  }

  private ArmInfo headInfo(BenchmarkJar jar) {
    String commit = new EnvironmentProbe().probe(1, 0).commit();
    return request.arms().headJar() == null
        ? ArmInfo.ofWorkingTree(commit, jar.sha256())
        : new ArmInfo(jar.path().toString(), ArmInfo.UNKNOWN, false, jar.sha256());
  }

  /** Times of two sessions differ by what the machine did in between: they warn and no more. */
  private static GateOutcome advisory(GateOutcome outcome) {
    return outcome.status() == ExitStatus.REGRESSION
        ? new GateOutcome(
            ExitStatus.OK,
            "ADVISORY (times of another session; --allow-absolute to fail): " + outcome.headline())
        : outcome;
  }

  private static Judgement unjudged(CellSelection selection, PairSource.Measured measured) {
    String why = measured.stopped() ? "stopped before the end" : measured.unfit();
    List<CellJudgement> cells =
        selection.cells().stream()
            .map(cell -> new PairSource.Failure(cell.id(), Verdict.UNRESOLVED, why))
            .map(CellJudgement::without)
            .toList();
    State state = measured.stopped() ? State.STOPPED : State.UNFIT;
    return new Judgement(state, why, cells, List.of());
  }

  /** Both forks of every pair as forks of the head, in rounds of their own. */
  private HeadRun head(
      Fingerprint here, List<GateCell> cells, PairSource.Measured measured, int forks) {
    List<Pair> heads =
        measured.pairs().stream()
            .filter(Pair::valid)
            .flatMap(
                pair ->
                    Stream.of(
                        as(pair, 2 * pair.round(), false), as(pair, 2 * pair.round() + 1, true)))
            .toList();
    HeadRun all = HeadRun.of(here, cells, instruments.controls(), heads, measured.failures());
    return new HeadRun(
        here, all.cells().stream().map(cell -> cell.first(forks)).toList(), all.failures());
  }

  private static Pair as(Pair pair, int round, boolean swapped) {
    return new Pair(
        pair.cell(),
        pair.stage(),
        round,
        pair.headFirst(),
        swapped ? pair.head() : pair.base(),
        swapped ? pair.base() : pair.head(),
        null);
  }

  /** Cells that only the baseline has, unless the user chose among them. */
  private Judgement withMissing(Judgement judgement, Baseline baseline, CellSelection selection) {
    if (!request.only().isEmpty() || !selection.dropped().isEmpty()) {
      return judgement;
    }
    Set<String> known = new HashSet<>();
    judgement.cells().forEach(cell -> known.add(cell.cell()));
    List<CellJudgement> cells = new ArrayList<>(judgement.cells());
    baseline.cells().stream()
        .map(CellForks::id)
        .filter(id -> !known.contains(id))
        .map(id -> new PairSource.Failure(id, Verdict.MISSING, "only the baseline has it"))
        .map(CellJudgement::without)
        .forEach(cells::add);
    return new Judgement(judgement.state(), judgement.reason(), cells, judgement.controls());
  }

  /**
   * The baseline that fits best.
   *
   * @throws UserError BAD_INPUT if there is none
   */
  public Path best() {
    Path folder = GateSession.baselines(request);
    Optional<Baselines.Stored> found = new Baselines(folder).find(instruments.fingerprint());
    return found
        .map(Baselines.Stored::file)
        .orElseThrow(
            () ->
                new UserError(
                    ExitStatus.BAD_INPUT,
                    "no baseline in " + folder + ": write one with gate update, or use --base"));
  }
}
