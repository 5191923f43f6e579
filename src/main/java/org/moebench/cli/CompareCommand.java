// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moebench.gate.compare.CompareRequest;
import org.moebench.gate.compare.CompareRun;
import org.moebench.gate.compare.SortOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: two files of JMH's JSON, row by row. */
@Command(
    name = "compare",
    description = "Compare any two files of JMH's JSON; measures nothing.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh compare before.json after.json%n"
            + "  ./run-bench.sh compare before.json after.json --effect 5 --sort effect%n"
            + "  ./run-bench.sh compare base.jmh.json head.jmh.json --markdown compare.md%n"
            + "%n")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A.json", description = "JMH's JSON to compare with.")
  private Path a;

  @Parameters(index = "1", paramLabel = "B.json", description = "JMH's JSON to judge.")
  private Path b;

  @Option(
      names = "--level",
      paramLabel = "P",
      defaultValue = "0.95",
      description =
          "Confidence level of intervals, and of all words together (default: ${DEFAULT-VALUE}).")
  private double level;

  @Option(
      names = "--effect",
      paramLabel = "PERCENT",
      defaultValue = "3",
      description = "Least change that matters (default: ${DEFAULT-VALUE}).")
  private double effect;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "name",
      description = "name, or effect: slowest first (default: ${DEFAULT-VALUE}).")
  private String sort;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the figures to a file.")
  private Path csv;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the table to a file.")
  private Path markdown;

  @Option(
      names = "--fail",
      description = "Exit with 1 if a row is slower; advisory if the runs were not paired.")
  private boolean fail;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    CompareRequest request =
        new CompareRequest(a, b, level, effect / 100, SortOrder.of(sort), csv, markdown, fail);
    return CompareRun.run(request, terminal.out(), terminal.colour()).code();
  }
}
