// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.run.RoutingPlan;
import org.moebench.run.RoutingRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routing}: measures the router implementations and renders the report. */
@Command(
    name = "routing",
    description = "Measure which way of routing tokens to experts is fastest here, and say why.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh routing%n"
            + "  ./run-bench.sh routing --preset smoke%n"
            + "  ./run-bench.sh routing --routers deepseek-v3,qwen3-30b-a3b --tokens 1,64,1024%n"
            + "  ./run-bench.sh routing --router my-router.json --logits fp32,bf16 --threads 1%n"
            + "  ./run-bench.sh routing --preset full --dry-run%n"
            + "%n")
final class RoutingCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Option(
      names = "--routers",
      paramLabel = "A,B",
      split = ",",
      description = "Routers that come with the suite; see list.")
  private List<String> routers;

  @Option(names = "--router", paramLabel = "FILE", description = "Your own router, as JSON.")
  private Path routerFile;

  @Option(
      names = "--variants",
      paramLabel = "A,B",
      split = ",",
      description = "Variants; see list (default: all).")
  private List<String> variants;

  @Option(
      names = "--tokens",
      paramLabel = "T,U",
      split = ",",
      description = "Batch sizes in tokens.")
  private List<Integer> tokens;

  @Option(
      names = "--logits",
      paramLabel = "A,B",
      split = ",",
      description = "Types of the logits: fp32, bf16.")
  private List<String> logits;

  @Option(
      names = "--threads",
      paramLabel = "W",
      description =
          "Workers of every launch (default: 1, and all processors beside it for large batches).")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + Commands.ROUTING_OUT + ").")
  private Path out;

  @Override
  public Integer call() {
    return Commands.execute(
        RoutingPlan.of(request(Commands.main(spec).terminal())), run.dryRun(), spec);
  }

  private RoutingRequest request(Terminal terminal) {
    return new RoutingRequest(
        run.preset(),
        routers,
        routerFile,
        variants,
        tokens,
        logits,
        threads,
        run.rounds(),
        run.seed(),
        Objects.requireNonNullElse(out, terminal.root().resolve(Commands.ROUTING_OUT)));
  }
}
