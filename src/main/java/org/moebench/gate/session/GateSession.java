// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.moebench.gate.CellJudgement;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateOutcome;
import org.moebench.gate.GateRun;
import org.moebench.gate.Judgement;
import org.moebench.gate.Judgement.State;
import org.moebench.gate.Mode;
import org.moebench.gate.Pair;
import org.moebench.gate.PairLog;
import org.moebench.gate.PairSource;
import org.moebench.gate.Procedure;
import org.moebench.gate.Verdict;
import org.moebench.gate.Waiver;
import org.moebench.gate.arms.ArmCopies;
import org.moebench.gate.arms.BuiltArms;
import org.moebench.gate.arms.Sides;
import org.moebench.gate.baseline.Baselines;
import org.moebench.gate.baseline.Waivers;
import org.moebench.gate.page.GateFiles;
import org.moebench.gate.session.Instruments.Place;
import org.moebench.result.ResultFiles;
import org.moebench.run.Durations;
import org.moebench.run.StopSignal;

/** A paired run: builds both sides first, measures them in turn afterwards, and judges. */
public final class GateSession {
  /** Folder of everything the gate builds and copies, within the project. */
  static final String FOLDER = "target/gate";

  private static final String BASE_JMH = "base.jmh.json";
  private static final String HEAD_JMH = "head.jmh.json";

  private final Instruments instruments;

  /**
   * @param instruments what is measured with
   */
  public GateSession(Instruments instruments) {
    this.instruments = instruments;
  }

  /** What a run would do, for people; builds, measures and writes nothing. */
  public String plan(GateRequest request) {
    Sides sides = Sides.of(request.arms());
    return PlanText.of(request, sides.text(), select(request, sides), instruments.controls());
  }

  /**
   * Builds, measures and judges; writes {@code gate.json} and the JMH JSON of both arms into the
   * output folder. A run that is stopped keeps what it has measured.
   *
   * @param messages what is going on, a line each
   * @throws org.moebench.fault.UserError USAGE, BAD_INPUT, INCOMPARABLE or BUILD_FAILED before
   *     anything is measured; UNFIT_MACHINE if another run is measuring
   */
  public GateRun run(GateRequest request, PrintStream messages, StopSignal stop) {
    Sides sides = Sides.of(request.arms());
    select(request, sides); // what is wrong with it should not cost a build
    List<Waiver> waivers = waivers(request);
    Path folder = request.arms().root().resolve(FOLDER);
    Place place = new Place(request.out(), messages, stop);
    GateLock lock = GateLock.of(folder);
    try {
      messages.println(sides.text());
      BuiltArms arms = sides.build(folder, messages, stop);
      GateRequest rest = request.spent(arms.seconds());
      CellSelection fitting = select(rest, sides);
      arms.requireAnyOf(fitting.cells());
      GateRun run = new Run(rest, fitting, waivers, arms).measure(folder, place);
      GateFiles.write(request.out().resolve(GateFiles.NAME), run);
      JmhExport export = new JmhExport(run);
      ResultFiles.write(request.out().resolve(BASE_JMH), export.base());
      ResultFiles.write(request.out().resolve(HEAD_JMH), export.head());
      return run;
    } finally {
      lock.close();
    }
  }

  private CellSelection select(GateRequest request, Sides sides) {
    return CellSelection.of(
        instruments.cells(), instruments.controls(), request, sides.changedPaths());
  }

  /** Waivers asked for, or the project's. */
  static List<Waiver> waivers(GateRequest request) {
    Path ofProject = baselines(request).resolve(Waivers.FILE);
    Path file = request.waivers() == null ? ofProject : request.waivers();
    return request.waivers() == null && !Files.exists(ofProject)
        ? List.of()
        : Waivers.read(file, LocalDate.now(ZoneOffset.UTC));
  }

  /** Folder of the project's baselines. */
  static Path baselines(GateRequest request) {
    return request.arms().root().resolve(Baselines.FOLDER);
  }

  /** One run, with all that is decided before it measures. */
  private final class Run {
    private final GateRequest request;
    private final CellSelection selection;
    private final List<Waiver> waivers;
    private final BuiltArms arms;
    private final Fingerprint fingerprint;
    private final String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final long start = System.nanoTime();
    private final PairLog log = new PairLog();

    Run(GateRequest request, CellSelection selection, List<Waiver> waivers, BuiltArms arms) {
      this.request = request;
      this.selection = selection;
      this.waivers = waivers;
      this.arms = arms;
      this.fingerprint = instruments.fingerprint();
    }

    GateRun measure(Path folder, Place place) {
      if (arms.identical() && !request.forceMeasure()) {
        return result(
            new Judgement(State.JUDGED, null, without(Verdict.PASS, "identical jar"), List.of()),
            List.of(),
            Outcomes.identical(selection.cells().size()));
      }
      place.messages().println(announcement());
      Judgement judgement;
      try (ArmCopies copies = ArmCopies.of(folder.resolve("run"), arms.base(), arms.head())) {
        judgement = judge(copies, place);
      }
      List<Waiver> waived = Outcomes.applying(waivers, judgement);
      int pairs = (int) log.all().stream().filter(Pair::valid).count();
      return result(
          judgement, waived, Outcomes.of(judgement, waived, request.rules(), pairs, seconds()));
    }

    private String announcement() {
      RunCost cost = new RunCost(request.rules().policy(), instruments.controls());
      return "%d cells, %d controls, seed %d, about %s"
          .formatted(
              selection.cells().size(),
              instruments.controls().size(),
              request.seed(),
              Durations.text(cost.screen(selection.cells())));
    }

    private Judgement judge(ArmCopies copies, Place place) {
      Optional<String> unfit =
          instruments.controls().stream()
              .findFirst()
              .flatMap(control -> instruments.unfit(copies.head(), control, place));
      if (place.stop().requested()) {
        return unjudged(State.STOPPED, "stopped before the end");
      }
      if (unfit.isPresent()) {
        return unjudged(State.UNFIT, unfit.get());
      }
      PairSource source =
          instruments.pairs(copies, request.seed(), request.budgetSeconds() - seconds(), place);
      return new Procedure(
              request.rules().policy(), instruments.bias(baselines(request), fingerprint))
          .run(selection.cells(), instruments.controls(), source, log);
    }

    private Judgement unjudged(State state, String reason) {
      return new Judgement(
          state, reason, without(Verdict.UNRESOLVED, "not judged: " + reason), List.of());
    }

    private List<CellJudgement> without(Verdict verdict, String reason) {
      return selection.cells().stream()
          .map(GateCell::id)
          .map(id -> CellJudgement.without(new PairSource.Failure(id, verdict, reason)))
          .toList();
    }

    private double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }

    private GateRun result(Judgement judgement, List<Waiver> waived, GateOutcome outcome) {
      return new GateRun(
          GateRun.SCHEMA,
          created,
          request.command(),
          Mode.PAIRED,
          request.seed(),
          request.rules().policy(),
          arms.baseInfo(),
          arms.headInfo(),
          fingerprint,
          seconds(),
          arms.seconds(),
          selection.cells(),
          instruments.controls(),
          selection.dropped(),
          log.all(),
          judgement,
          waived,
          outcome);
    }
  }
}
