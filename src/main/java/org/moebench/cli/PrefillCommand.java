// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.run.PrefillConfigs;
import org.moebench.run.PrefillPlan;
import org.moebench.run.PrefillRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prefill}: measures the prefill strategies and renders the report. */
@Command(
    name = "prefill",
    description = "Measure which prefill strategy and pad threshold is best here, and say why.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh prefill%n"
            + "  ./run-bench.sh prefill --preset full --formats INT4_SYM,FP8_E4M3%n"
            + "  ./run-bench.sh prefill --workload dsr1-hot-32k --thresholds 64,256 --rounds 5%n"
            + "  ./run-bench.sh prefill --workload my-chat/layer-3%n"
            + "  ./run-bench.sh prefill --histogram my-counts.csv --shape 1536x768 --out my-report%n"
            + "  ./run-bench.sh prefill --preset full --dry-run%n"
            + "%n")
final class PrefillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Mixin private WorkloadOptions workloads;

  @Option(names = "--formats", paramLabel = "A,B", split = ",", description = "Weight formats.")
  private List<String> formats;

  @Option(names = "--thresholds", paramLabel = "T,U", split = ",", description = "Pad thresholds.")
  private List<Integer> thresholds;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "A workload; see list. Of your own, NAME/layer-3 is layer 3.")
  private String workload;

  @Option(
      names = "--histogram",
      paramLabel = "FILE",
      description = "Your own rows per expert, as CSV or JSON.")
  private Path histogram;

  @Option(names = "--experts", paramLabel = "E", description = "Rescale the workload to E experts.")
  private Integer experts;

  @Option(names = "--rows", paramLabel = "R", description = "Rescale the workload to R rows.")
  private Integer rows;

  @Option(
      names = "--shape",
      paramLabel = "NxK",
      description = "Outputs x inputs of an expert, for example 768x384.")
  private String shape;

  @Option(
      names = "--group",
      paramLabel = "G",
      description = "Columns of K that share a scale, or 'row' (default: 128).")
  private String group;

  @Option(
      names = "--threads",
      paramLabel = "W",
      description = "Workers of every launch (default: all processors).")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + Commands.PREFILL_OUT + ").")
  private Path out;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of the weight files (default: " + Commands.CACHE + ").")
  private Path cache;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    return Commands.execute(
        PrefillPlan.of(PrefillConfigs.resolve(request(terminal))), run.dryRun(), spec);
  }

  private PrefillRequest request(Terminal terminal) {
    return new PrefillRequest(
        run.preset(),
        formats,
        thresholds,
        workload,
        workloads.folder(terminal),
        histogram,
        experts,
        rows,
        shape,
        group,
        threads,
        run.rounds(),
        run.seed(),
        Objects.requireNonNullElse(out, terminal.root().resolve(Commands.PREFILL_OUT)),
        Objects.requireNonNullElse(cache, terminal.root().resolve(Commands.CACHE)));
  }
}
