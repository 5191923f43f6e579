// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.run.WorkProgress;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceSource;
import org.moebench.trace.TraceSummary;
import org.moebench.trace.Traces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace validate}: all that is wrong with traces, or what is in them. */
@Command(
    name = "validate",
    description =
        "Read traces whole. Prints every problem with its place; of a sound trace what is in it."
            + " Exit status 4 if there is any problem.",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh trace validate trace.npz%n"
            + "  ./run-bench.sh trace validate routed_experts.npy --experts 128%n"
            + "  ./run-bench.sh trace validate *.jsonl --max-problems 20%n"
            + "%n")
final class TraceValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Traces: .npy, .npz, .jsonl or .safetensors.")
  private List<Path> files;

  @Mixin private TraceReadOptions options;

  @Option(
      names = "--max-problems",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Problems to print of each file (default: ${DEFAULT-VALUE}).")
  private long most;

  @Override
  public Integer call() {
    Terminal terminal = Commands.main(spec).terminal();
    boolean sound = true;
    for (Path file : files) {
      sound &= new Validation(terminal, file).isSound();
    }
    return (sound ? ExitStatus.OK : ExitStatus.BAD_INPUT).code();
  }

  /** One file. */
  private final class Validation {
    private final Terminal terminal;
    private final Path file;
    private final WorkProgress progress;
    private long problems;

    Validation(Terminal terminal, Path file) {
      this.terminal = terminal;
      this.file = file;
      this.progress = Commands.progress(terminal, "validating " + file.getFileName());
    }

    boolean isSound() {
      String summary = "";
      try (TraceSource source =
          Traces.open(
              file,
              options.with(
                  (name, place, what) -> problem("%s: %s: %s".formatted(name, place, what))))) {
        summary = read(source);
      } catch (UserError e) { // what ends the reading of this file, not of the others
        problem(e.getMessage());
      }
      progress.close();
      PrintStream out = terminal.out();
      if (problems == 0) {
        out.println(file + ": sound: " + summary);
      } else if (problems > most) {
        out.printf(Locale.ROOT, "%s: %,d more problems%n", file, problems - most);
      }
      return problems == 0;
    }

    private String read(TraceSource source) {
      TraceSummary summary = new TraceSummary(source.header());
      source.read(LayerRange.all(source.header()), 0, watched(summary, source.size()));
      return summary.text();
    }

    private TraceSink watched(TraceSummary summary, long size) {
      return new TraceSink() {
        @Override
        public void records(TraceBlock block) {
          summary.records(block);
        }

        @Override
        public void counts(int layer, long[] counts) {
          summary.counts(layer, counts);
        }

        @Override
        public void reached(long place) {
          progress.reached(place, size);
        }
      };
    }

    private void problem(String text) {
      problems++;
      if (problems <= most) {
        progress.close();
        terminal.out().println(text);
      }
    }
  }
}
