// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.run.DecodePlan;
import org.moebench.run.DecodeRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code decode}: measures few rows per expert and renders the report. */
@Command(
    name = "decode",
    description =
        "Measure both kernels on few rows per expert: how near the memory limit, where they meet,"
            + " and what choosing between them gains on decode workloads.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh decode%n"
            + "  ./run-bench.sh decode --preset smoke%n"
            + "  ./run-bench.sh decode --formats INT8_SYM,FP8_E4M3 --rows 1,4 --workloads distinct%n"
            + "  ./run-bench.sh decode --workloads olmoe-decode --batch 1,16,azure-conv-23%n"
            + "  ./run-bench.sh decode --workloads mixtral-decode --divisor 4 --batch 8%n"
            + "  ./run-bench.sh decode --preset full --dry-run%n"
            + "%n")
final class DecodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Mixin private DispatchOptions dispatch;

  @Mixin private WorkloadOptions recorded;

  @Option(names = "--formats", paramLabel = "A,B", split = ",", description = "Weight formats.")
  private List<String> formats;

  @Option(
      names = "--shapes",
      paramLabel = "NxK,..",
      split = ",",
      description = "Output x input features of an expert, for distinct experts.")
  private List<String> shapes;

  @Option(
      names = "--rows",
      paramLabel = "M,N",
      split = ",",
      description = "Rows per expert, for distinct experts.")
  private List<Integer> rows;

  @Option(
      names = "--workloads",
      paramLabel = "A,B",
      split = ",",
      description =
          "Only these: 'distinct' for distinct experts, and decode workloads that come with the"
              + " suite or are your own; see list.")
  private List<String> workloads;

  @Option(
      names = "--batch",
      paramLabel = "B,C",
      split = ",",
      description =
          "Requests decoded together in decode workloads: numbers, or names of request lengths,"
              + " with which the number varies; see list.")
  private List<String> batches;

  @Option(
      names = "--strategies",
      paramLabel = "A,B",
      split = ",",
      description = "How the kernel is chosen in decode workloads; see list.")
  private List<String> strategies;

  @Option(
      names = "--divisor",
      paramLabel = "D",
      description =
          "Divides the sizes of the decode workloads' models (default: as the preset says).")
  private Integer divisor;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + Commands.DECODE_OUT + ").")
  private Path out;

  @Override
  public Integer call() {
    DecodeRequest request = request(Commands.main(spec).terminal());
    return Commands.execute(DecodePlan.of(request), run.dryRun(), spec);
  }

  private DecodeRequest request(Terminal terminal) {
    return new DecodeRequest(
        run.preset(),
        formats,
        shapes,
        rows,
        workloads,
        recorded.folder(terminal),
        batches,
        strategies,
        divisor,
        dispatch.threads(),
        run.rounds(),
        run.seed(),
        dispatch.tuning(terminal),
        Objects.requireNonNullElse(out, terminal.root().resolve(Commands.DECODE_OUT)),
        dispatch.weights(terminal));
  }
}
