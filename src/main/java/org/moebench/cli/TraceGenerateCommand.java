// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceWriter;
import org.moebench.trace.Traces;
import org.moebench.workload.Catalogue;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.GeneratedTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace generate}: writes a decode workload as a trace. */
@Command(
    name = "generate",
    description =
        "Write sequences of a decode workload as a trace: to try what reads traces, at any size.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh trace generate --workload olmoe-decode --tokens 300 --out olmoe.npz%n"
            + "  ./run-bench.sh trace generate --workload uniform-decode --tokens 10000 --sequences 4"
            + " --separate --out chance.npy%n"
            + "%n")
final class TraceGenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      required = true,
      description = "A decode workload that comes with the suite; see list.")
  private String workload;

  @Option(
      names = "--tokens",
      paramLabel = "T",
      required = true,
      description = "Tokens of each sequence.")
  private int tokens;

  @Option(
      names = "--sequences",
      paramLabel = "S",
      defaultValue = "1",
      description = "Sequences (default: 1).")
  private int sequences;

  @Option(
      names = "--layers",
      paramLabel = "L",
      description = "Only the first L layers (default: all).")
  private Integer layers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What all draws follow from (default: " + Catalogue.DEFAULT_SEED + ").")
  private long seed = Catalogue.DEFAULT_SEED;

  @Option(
      names = "--separate",
      description = "A file for each sequence: -0, -1, ... is put before the ending of FILE.")
  private boolean separate;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Trace to write: .npy, .npz or .jsonl.")
  private Path out;

  @Override
  public Integer call() {
    if (layers != null && layers < 1) {
      throw new UserError(ExitStatus.USAGE, "--layers " + layers + " is below 1");
    }
    DecodeWorkload named = DecodeTraces.find(workload.trim(), seed);
    PrintStream to = Commands.main(spec).terminal().out();
    if (!separate) {
      write(named, 0, sequences, out, to);
      return ExitStatus.OK.code();
    }
    for (int sequence = 0; sequence < sequences; sequence++) {
      write(named, sequence, 1, numbered(sequence), to);
    }
    return ExitStatus.OK.code();
  }

  private Path numbered(int sequence) {
    String name = out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot < 0 ? name.length() : dot;
    return out.resolveSibling(name.substring(0, end) + "-" + sequence + name.substring(end));
  }

  private void write(DecodeWorkload named, int first, int count, Path file, PrintStream to) {
    GeneratedTrace trace =
        new GeneratedTrace(named, first, count, tokens, layers == null ? 0 : layers);
    try (TraceWriter writer = Traces.write(file, trace.header())) {
      trace.read(LayerRange.all(trace.header()), 0, new Copy(writer));
      writer.complete();
    }
    int written = trace.header().layers().size();
    to.printf(
        Locale.ROOT,
        "%s: %d tokens in %d sequence%s, %d layers, %d selections%n",
        file,
        trace.size(),
        count,
        count == 1 ? "" : "s",
        written,
        trace.size() * written * named.topK());
  }

  /** Hands records on. */
  private record Copy(TraceWriter writer) implements TraceSink {
    @Override
    public void records(TraceBlock block) {
      writer.write(block);
    }

    @Override
    public void counts(int layer, long[] counts) {
      throw new IllegalStateException("a generated trace has records only");
    }

    @Override
    public void reached(long place) {}
  }
}
