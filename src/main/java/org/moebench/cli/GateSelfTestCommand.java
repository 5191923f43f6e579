// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateCatalogue;
import org.moebench.gate.Policy;
import org.moebench.gate.baseline.Baselines;
import org.moebench.gate.selftest.CollectionFiles;
import org.moebench.gate.selftest.InjectedRun;
import org.moebench.gate.selftest.SelfTest;
import org.moebench.gate.selftest.SelfTestReport;
import org.moebench.gate.selftest.SelfTestResult;
import org.moebench.gate.session.Instruments.Place;
import org.moebench.gate.session.MeasuredNoise;
import org.moebench.gate.session.SelfTestForks;
import org.moebench.result.ResultFiles;
import org.moebench.run.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gate self-test}: how often the gate alarms on identical code, and what it finds. */
@Command(
    name = "self-test",
    description = "Measure the gate's own false alarms and power.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh gate self-test                      simulated pairs; seconds%n"
            + "  ./run-bench.sh gate self-test --from pairs.json    measured pairs too%n"
            + "  ./run-bench.sh gate self-test --from pairs.json --write-docs%n"
            + "  ./run-bench.sh gate self-test --aa 30              measure 30 rounds first%n"
            + "  ./run-bench.sh gate self-test --inject 1.10        is a real slowdown found?%n"
            + "%n",
    footer = {"", "Exits with 6 if a target is missed."})
final class GateSelfTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Gate runs of each kind (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of all draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Pairs of identical jars, collected before: virtual gate runs are drawn.")
  private Path from;

  @Option(
      names = "--aa",
      paramLabel = "ROUNDS",
      description =
          "First measure so many rounds of pairs of this jar and a copy of it, about a minute each,"
              + " and keep them in --from (default: pairs.json in --out), after those it holds.")
  private Integer rounds;

  @Option(
      names = "--inject",
      paramLabel = "FACTOR",
      description =
          "One gate run in which --cell's head does extra work: 1.10 for a tenth more. Nothing is"
              + " simulated.")
  private Double factor;

  @Option(
      names = "--cell",
      paramLabel = "ID",
      description = "Cell that is given extra work (default: the first).")
  private String cell;

  @Option(names = "--write-docs", description = "Write docs/gate-quality.md too.")
  private boolean writeDocs;

  @Option(
      names = "--write-noise",
      description =
          "Keep what identical jars differed by in reports/baselines: gate runs on this machine"
              + " then widen their margins by it.")
  private boolean writeNoise;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: reports/latest/gate-self-test).")
  private Path out;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    Path folder =
        Objects.requireNonNullElse(out, terminal.root().resolve("reports/latest/gate-self-test"));
    try (StopSignal stop = StopSignal.onShutdown()) {
      SelfTestForks forks = forks(terminal, new Place(folder, terminal.err(), stop));
      if (factor != null) {
        return inject(forks, folder, terminal).code();
      }
      Path pairs = from;
      if (rounds != null) {
        pairs = Objects.requireNonNullElse(from, folder.resolve(CollectionFiles.NAME));
        forks.collect(pairs, rounds, subject());
      }
      return stop.requested() ? ExitStatus.INTERRUPTED.code() : judge(pairs, folder, terminal);
    }
  }

  private SelfTestForks forks(Terminal terminal, Place place) {
    return new SelfTestForks(
        Commands.main(spec).instruments(), GateCatalogue.quick(), terminal.root(), seed, place);
  }

  private String subject() {
    return Objects.requireNonNullElse(cell, GateCatalogue.quick().get(0).id());
  }

  private ExitStatus inject(SelfTestForks forks, Path folder, Terminal terminal) {
    InjectedRun run = forks.inject(subject(), factor, Policy.standard());
    ResultFiles.write(folder.resolve(InjectedRun.NAME), ResultFiles.toJson(run));
    terminal.out().print(SelfTestReport.text(run, terminal.colour()));
    return run.status();
  }

  private int judge(Path pairs, Path folder, Terminal terminal) {
    SelfTest test = new SelfTest(runs, seed, terminal.err()::println);
    Path injected = folder.resolve(InjectedRun.NAME);
    SelfTestResult result = test.run(pairs, Files.exists(injected) ? injected : null, Map.of());
    terminal.out().print(SelfTestReport.text(result, terminal.colour()));
    SelfTestReport.write(result, folder);
    if (writeNoise && result.collected() != null) {
      MeasuredNoise.write(result.collected(), terminal.root().resolve(Baselines.FOLDER));
    }
    if (writeDocs) {
      SelfTestReport.writeDocs(result, terminal.root().resolve("docs"));
    }
    return result.status().code();
  }
}
