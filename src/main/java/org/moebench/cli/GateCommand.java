// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.GateRun;
import org.moebench.gate.Policy;
import org.moebench.gate.arms.ArmsRequest;
import org.moebench.gate.page.GatePages;
import org.moebench.gate.session.Amounts;
import org.moebench.gate.session.BaselineSession;
import org.moebench.gate.session.GateRequest;
import org.moebench.gate.session.GateRequest.Rules;
import org.moebench.gate.session.GateSession;
import org.moebench.run.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gate}: decides whether the working tree made a kernel slower than another revision. */
@Command(
    name = "gate",
    description = "Decide whether the working tree made a kernel slower.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh gate                              against the main branch%n"
            + "  ./run-bench.sh gate --base v1.2 --budget 10m     as many cells as fit ten minutes%n"
            + "  ./run-bench.sh gate --only 'gemm/*,routing/*'    some cells, * for anything%n"
            + "  ./run-bench.sh gate --cells quick --dry-run      what would run, and how long%n"
            + "  ./run-bench.sh gate --thorough                   for a night: effects of 5%% too%n"
            + "  ./run-bench.sh gate --base-jar old.jar --head-jar new.jar%n"
            + "  ./run-bench.sh gate --baseline auto              against a stored baseline%n"
            + "  ./run-bench.sh gate update --reason 'faster tiles'   keep this run as the baseline%n"
            + "%n",
    footer = {
      "",
      "Exit status: 0 no regression, 1 regression, 2 usage, 3 a benchmark failed, 4 bad input,",
      "5 not comparable, 6 too much unresolved, 8 the base does not build, 75 machine unfit: try"
          + " again"
    },
    subcommands = {GateUpdateCommand.class, GateSelfTestCommand.class})
final class GateCommand implements Callable<Integer> {
  private static final String OUT = "reports/latest/gate";

  @Spec private CommandSpec spec;

  @Option(
      names = "--base",
      paramLabel = "REV",
      description =
          "Compare with the commit where the working tree left REV"
              + " (default: origin/main, else main).")
  private String base;

  @Option(
      names = "--base-jar",
      paramLabel = "FILE",
      description = "Compare with this jar instead of building a revision.")
  private Path baseJar;

  @Option(
      names = "--head-jar",
      paramLabel = "FILE",
      description = "Judge this jar instead of the working tree's.")
  private Path headJar;

  @Option(
      names = "--cells",
      paramLabel = "NAME",
      defaultValue = "all",
      description = "How many cells: quick or all (default: ${DEFAULT-VALUE}).")
  private String cells;

  @Option(
      names = "--only",
      paramLabel = "A,B",
      split = ",",
      description = "Only these cells; * stands for anything.")
  private List<String> only;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "Most time for measuring, as 90s, 10m or 1h: drops cells, never pairs.")
  private String budget;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Measure the head alone and compare with a stored baseline; auto for the one of"
              + " reports/baselines that fits best.")
  private String baseline;

  @Option(
      names = "--allow-absolute",
      description = "With --baseline: let times of another session fail the run.")
  private boolean allowAbsolute;

  @Option(names = "--thorough", description = "More pairs, for effects of 5%% too.")
  private boolean thorough;

  @Option(
      names = "--strict",
      description = "Fail also if a cell of the base is missing in the working tree.")
  private boolean strict;

  @Option(
      names = "--max-unresolved",
      paramLabel = "SHARE",
      description = "Most share of cells without an answer (default: 25%%).")
  private String mostUnresolved;

  @Option(names = "--require-comparable", description = "Fail also if a cell cannot be compared.")
  private boolean requireComparable;

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description = "Accepted regressions (default: reports/baselines/waivers.json if it exists).")
  private Path waivers;

  @Option(names = "--force-measure", description = "Measure even if both jars are the same bytes.")
  private boolean forceMeasure;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all random orders (default: random).")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + OUT + ").")
  private Path out;

  @Option(names = "--dry-run", description = "Print what would run and how long; measure nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    GateRequest request = request(terminal);
    if (baseline != null) {
      return againstBaseline(request, terminal);
    }
    GateSession session = new GateSession(Commands.main(spec).instruments());
    if (dryRun) {
      terminal.out().print(session.plan(request));
      return ExitStatus.OK.code();
    }
    try (StopSignal stop = StopSignal.onShutdown()) {
      return finish(session.run(request, terminal.err(), stop), request, terminal);
    }
  }

  private int againstBaseline(GateRequest request, Terminal terminal) {
    if (base != null || baseJar != null || dryRun) {
      throw new UserError(
          ExitStatus.USAGE,
          "--baseline measures the head alone: it does not go with --base, --base-jar or --dry-run");
    }
    BaselineSession session =
        new BaselineSession(Commands.main(spec).instruments(), request, allowAbsolute);
    Path file = baseline.equals("auto") ? session.best() : Path.of(baseline);
    try (StopSignal stop = StopSignal.onShutdown()) {
      return finish(session.run(file, terminal.err(), stop), request, terminal);
    }
  }

  private static int finish(GateRun run, GateRequest request, Terminal terminal) {
    GatePages.write(run, request.out(), terminal.out(), System.getenv());
    Commands.summarize(run, request.out(), terminal);
    return run.outcome().status().code();
  }

  private GateRequest request(Terminal terminal) {
    long chosen = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
    Policy policy =
        GateRequest.policy(
            thorough,
            mostUnresolved == null ? null : Amounts.share("--max-unresolved", mostUnresolved));
    return new GateRequest(
        new ArmsRequest(terminal.root(), base, baseJar, headJar, System.getenv()),
        Objects.requireNonNullElse(only, List.of()),
        GateRequest.Scope.of(cells),
        budget == null ? Double.POSITIVE_INFINITY : Amounts.seconds("--budget", budget),
        new Rules(policy, strict, requireComparable),
        chosen,
        waivers,
        forceMeasure,
        Objects.requireNonNullElse(out, terminal.root().resolve(OUT)),
        Commands.commandLine(spec) + (seed == null ? " --seed " + chosen : ""));
  }
}
