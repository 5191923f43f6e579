// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.gate.selftest.SelfTest;
import org.moebench.gate.selftest.SelfTestReport;
import org.moebench.gate.selftest.SelfTestResult;
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

  @Option(names = "--write-docs", description = "Write docs/gate-quality.md too.")
  private boolean writeDocs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: reports/latest/gate-self-test).")
  private Path out;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    SelfTest test = new SelfTest(runs, seed, terminal.err()::println);
    SelfTestResult result = test.run(from, Map.of());
    terminal.out().print(SelfTestReport.text(result, terminal.colour()));
    SelfTestReport.write(
        result,
        Objects.requireNonNullElse(out, terminal.root().resolve("reports/latest/gate-self-test")));
    if (writeDocs) {
      SelfTestReport.writeDocs(result, terminal.root().resolve("docs"));
    }
    return result.status().code();
  }
}
