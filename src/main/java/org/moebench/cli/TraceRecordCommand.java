// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.moebench.capture.ByteModelConfig;
import org.moebench.capture.CaptureResult;
import org.moebench.capture.Planted;
import org.moebench.capture.PromptRecording;
import org.moebench.fault.ExitStatus;
import org.moebench.quant.QuantFormat;
import org.moebench.run.StopSignal;
import org.moebench.run.WorkProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace record}: runs a small model over prompts and writes what its routers chose. */
@Command(
    name = "record",
    description =
        "Run a small model of random weights, made of the suite's own layers, over prompts, and"
            + " write its routing, gate weights and output norms as a trace.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh trace record --prompts chat.jsonl --out chat.npz%n"
            + "  ./run-bench.sh trace record --prompts book.txt --out book.npz --layers 8"
            + " --experts 64 --top-k 8%n"
            + "  ./run-bench.sh trace record --prompts chat.jsonl --out planted.npz"
            + " --useless 1:5 --never 2:3 --always 0:7%n"
            + "  ./run-bench.sh trace record --prompts chat.jsonl --out int4.npz --format INT4_SYM"
            + " --seed 2 --max-tokens 512%n"
            + "%n")
final class TraceRecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      required = true,
      description = "Lines of JSON with prompt and response (.jsonl), or plain text.")
  private Path prompts;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Trace to write: .npz or .jsonl, or .npy for the ids alone.")
  private Path out;

  @Option(
      names = "--layers",
      paramLabel = "L",
      defaultValue = "4",
      description = "Layers (default: ${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--experts",
      paramLabel = "E",
      defaultValue = "16",
      description = "Experts of a layer (default: ${DEFAULT-VALUE}).")
  private int experts;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "4",
      description = "Experts of a token (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--hidden",
      paramLabel = "D",
      defaultValue = "64",
      description = "Width of a token's row (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--intermediate",
      paramLabel = "I",
      defaultValue = "64",
      description = "Width between up and down (default: ${DEFAULT-VALUE}).")
  private int intermediate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "FP32",
      description = "Format of the experts' weights (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Record only the first N tokens (bytes) of a prompt.")
  private int mostTokens = Integer.MAX_VALUE;

  @Option(
      names = "--useless",
      paramLabel = "LAYER:EXPERT",
      split = ",",
      description = "Experts whose output is zero.")
  private List<String> useless = List.of();

  @Option(
      names = "--never",
      paramLabel = "LAYER:EXPERT",
      split = ",",
      description = "Experts that are never chosen.")
  private List<String> never = List.of();

  @Option(
      names = "--always",
      paramLabel = "LAYER:EXPERT",
      split = ",",
      description = "Experts that are always chosen.")
  private List<String> always = List.of();

  @Option(
      names = "--threads",
      paramLabel = "W",
      description = "Threads that compute (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    PromptRecording recording = new PromptRecording(prompts, out, config(), mostTokens, threads);
    try (StopSignal stop = StopSignal.onShutdown()) {
      CaptureResult result;
      try (WorkProgress progress = Commands.progress(terminal, "recording " + prompts)) {
        result = recording.run(stop::requested, progress::reached);
      }
      show(result, terminal);
      return (result.stopped() ? ExitStatus.INTERRUPTED : ExitStatus.OK).code();
    }
  }

  private ByteModelConfig config() {
    return new ByteModelConfig(
        layers,
        experts,
        topK,
        hidden,
        intermediate,
        seed,
        QuantFormat.of(format),
        planted(useless),
        planted(never),
        planted(always));
  }

  private static Set<Planted> planted(List<String> texts) {
    return texts.stream().map(Planted::parse).collect(Collectors.toSet());
  }

  private void show(CaptureResult result, Terminal terminal) {
    if (result.tokens() > 0) {
      terminal
          .out()
          .println(
              "recorded %d prompts, %d tokens in each of %d layers: %s"
                  .formatted(result.prompts(), result.tokens(), layers, out));
    }
    if (result.empty() > 0) {
      terminal.out().println("left out: %d prompts without text".formatted(result.empty()));
    }
    if (result.truncated() > 0) {
      terminal
          .out()
          .println("cut after %d tokens: %d prompts".formatted(mostTokens, result.truncated()));
    }
    if (result.stopped()) {
      terminal.out().println("stopped before the last prompt ended");
    }
  }
}
