// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.run.DecodePlan;
import org.moebench.run.TuneRequest;
import org.moebench.run.TuningUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tune}: measures where the kernels meet and writes this machine's tuning file. */
@Command(
    name = "tune",
    description =
        "Measure up to how many rows per expert the decode kernel is no slower than the prefill"
            + " kernel, and write it to a file that decode and model load.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh tune%n"
            + "  ./run-bench.sh tune --preset smoke --tuning my-tuning.json%n"
            + "  ./run-bench.sh tune --formats INT4_SYM,FP8_E4M3 --shapes 3072x1536,768x2048%n"
            + "  ./run-bench.sh tune --rows 1,4,8,12,16,24 --rounds 5%n"
            + "  ./run-bench.sh tune --preset full --dry-run%n"
            + "%n")
final class TuneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Option(names = "--formats", paramLabel = "A,B", split = ",", description = "Weight formats.")
  private List<String> formats;

  @Option(
      names = "--shapes",
      paramLabel = "NxK,..",
      split = ",",
      description = "Output x input features of an expert.")
  private List<String> shapes;

  @Option(
      names = "--rows",
      paramLabel = "M,N",
      split = ",",
      description = "Rows per expert between which the kernels meet.")
  private List<Integer> rows;

  @Option(
      names = "--threads",
      paramLabel = "W",
      description =
          "Workers of every launch (default: all processors); crossovers hold for these only.")
  private Integer threads;

  @Option(
      names = "--tuning",
      paramLabel = "FILE",
      description =
          "File to write; crossovers of other formats and shapes stay in it (default: "
              + Commands.TUNING
              + " in the folder of the weight files).")
  private Path tuning;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder (default: " + Commands.TUNE_OUT + ").")
  private Path out;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of the weight files (default: " + Commands.CACHE + ").")
  private Path cache;

  @Override
  public Integer call() {
    DecodePlan plan = DecodePlan.of(request(Commands.main(spec).terminal()));
    return Commands.execute(plan, run.dryRun(), spec, results -> TuningUpdate.write(plan, results));
  }

  private TuneRequest request(Terminal terminal) {
    Path weights = Objects.requireNonNullElse(cache, terminal.root().resolve(Commands.CACHE));
    return new TuneRequest(
        run.preset(),
        formats,
        shapes,
        rows,
        threads,
        run.rounds(),
        run.seed(),
        Objects.requireNonNullElse(tuning, weights.resolve(Commands.TUNING)),
        Objects.requireNonNullElse(out, terminal.root().resolve(Commands.TUNE_OUT)),
        weights);
  }
}
