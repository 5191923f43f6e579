// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.run.SwigluPlan;
import org.moebench.run.SwigluRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code swiglu}: measures SwitchGLU, layer and sharded layer and renders the report. */
@Command(
    name = "swiglu",
    description = "Measure what fusing the gate and up projections gains in decoding, and say why.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh swiglu%n"
            + "  ./run-bench.sh swiglu --preset smoke%n"
            + "  ./run-bench.sh swiglu --models olmoe-1b-7b --concurrency 1,4,32 --divisor 2%n"
            + "  ./run-bench.sh swiglu --formats FP8_E4M3 --sort-threshold 8,64 --popularity 0.3%n"
            + "  ./run-bench.sh swiglu --models qwen3-30b-a3b --routing my-chat%n"
            + "  ./run-bench.sh swiglu --model my-model.json --divisor 4 --ranks 1,2,4%n"
            + "  ./run-bench.sh swiglu --preset full --dry-run%n"
            + "%n")
final class SwigluCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Mixin private WorkloadOptions workloads;

  @Option(
      names = "--models",
      paramLabel = "A,B",
      split = ",",
      description = "Models that come with the suite; see list.")
  private List<String> models;

  @Option(names = "--model", paramLabel = "FILE", description = "Your own model, as JSON.")
  private Path modelFile;

  @Option(names = "--formats", paramLabel = "A,B", split = ",", description = "Weight formats.")
  private List<String> formats;

  @Option(
      names = "--variants",
      paramLabel = "A,B",
      split = ",",
      description = "Variants; see list.")
  private List<String> variants;

  @Option(
      names = "--concurrency",
      paramLabel = "B,C",
      split = ",",
      description = "Requests decoded together, one token of each.")
  private List<Integer> concurrency;

  @Option(
      names = "--sort-threshold",
      paramLabel = "S,T",
      split = ",",
      description =
          "Slots (requests x experts per token) from which they are sorted by expert; layers sort"
              + " from 8.")
  private List<Integer> sortThresholds;

  @Option(
      names = "--divisor",
      paramLabel = "D",
      description =
          "Divides the models' widths (default: as the preset says; 1 for a model of --model).")
  private Integer divisor;

  @Option(
      names = "--popularity",
      paramLabel = "G",
      description =
          "How much requests agree on experts, from 0 (not at all) to below 1 (default: 0.15).")
  private Double popularity;

  @Option(
      names = "--routing",
      paramLabel = "NAME",
      description =
          "Experts as in this decode workload, the suite's or your own, instead of drawn ones; see"
              + " list. It must have the model's number of experts.")
  private String routing;

  @Option(
      names = "--threads",
      paramLabel = "W",
      description = "Workers of every launch, of all ranks together (default: all processors).")
  private Integer threads;

  @Option(
      names = "--ranks",
      paramLabel = "R,S",
      split = ",",
      description = "Ranks that a layer is sharded over.")
  private List<Integer> ranks;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + Commands.SWIGLU_OUT + ").")
  private Path out;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of the weight files (default: " + Commands.CACHE + ").")
  private Path cache;

  @Override
  public Integer call() {
    SwigluRequest request = request(Commands.main(spec).terminal());
    return Commands.execute(SwigluPlan.of(request), run.dryRun(), spec);
  }

  private SwigluRequest request(Terminal terminal) {
    return new SwigluRequest(
        run.preset(),
        models,
        modelFile,
        formats,
        variants,
        concurrency,
        sortThresholds,
        divisor,
        popularity,
        routing,
        workloads.folder(terminal),
        threads,
        ranks,
        run.rounds(),
        run.seed(),
        Objects.requireNonNullElse(out, terminal.root().resolve(Commands.SWIGLU_OUT)),
        Objects.requireNonNullElse(cache, terminal.root().resolve(Commands.CACHE)));
  }
}
