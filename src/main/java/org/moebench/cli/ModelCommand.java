// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.run.ForwardPlan;
import org.moebench.run.ForwardRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model}: measures forward passes through stacks of layers and renders the report. */
@Command(
    name = "model",
    description =
        "Measure what choosing between decode and prefill kernel is worth over a whole forward"
            + " pass: one prefill step and some decode steps through a stack of layers.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh model%n"
            + "  ./run-bench.sh model --preset smoke%n"
            + "  ./run-bench.sh model --stacks mixtral-small --routing realistic%n"
            + "  ./run-bench.sh model --stacks olmoe-swiglu --divisor 2 --layers 4%n"
            + "  ./run-bench.sh model --strategies unified-auto,unified-tuned --parts prefill,decode%n"
            + "  ./run-bench.sh model --preset full --dry-run%n"
            + "%n")
final class ModelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Mixin private DispatchOptions dispatch;

  @Option(
      names = "--stacks",
      paramLabel = "A,B",
      split = ",",
      description = "Stacks of layers; see list.")
  private List<String> stacks;

  @Option(
      names = "--routing",
      paramLabel = "A,B",
      split = ",",
      description =
          "How rows come to experts: published (as evenly as the published comparison has it),"
              + " realistic (as recorded models decode).")
  private List<String> routings;

  @Option(
      names = "--strategies",
      paramLabel = "A,B",
      split = ",",
      description = "How kernels are chosen; see list. All run beside unified-tuned.")
  private List<String> strategies;

  @Option(
      names = "--parts",
      paramLabel = "A,B",
      split = ",",
      description = "What of the pass: forward (all of it), prefill, decode.")
  private List<String> parts;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "Weight format (default: INT4_SYM, as published).")
  private String format;

  @Option(
      names = "--divisor",
      paramLabel = "D",
      description =
          "Divides the widths of stacks (default: 1 for published ones, as the preset says for"
              + " those made of models).")
  private Integer divisor;

  @Option(
      names = "--layers",
      paramLabel = "L",
      description = "Layers of every stack (default: as list says).")
  private Integer layers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + Commands.MODEL_OUT + ").")
  private Path out;

  @Override
  public Integer call() {
    ForwardRequest request = request(Commands.main(spec).terminal());
    return Commands.execute(ForwardPlan.of(request), run.dryRun(), spec);
  }

  private ForwardRequest request(Terminal terminal) {
    return new ForwardRequest(
        run.preset(),
        stacks,
        routings,
        strategies,
        parts,
        format,
        divisor,
        layers,
        dispatch.threads(),
        run.rounds(),
        run.seed(),
        dispatch.tuning(terminal),
        Objects.requireNonNullElse(out, terminal.root().resolve(Commands.MODEL_OUT)),
        dispatch.weights(terminal));
  }
}
