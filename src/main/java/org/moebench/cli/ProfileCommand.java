// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.moebench.fault.ExitStatus;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileOptions;
import org.moebench.profile.ProfileOptions.Caches;
import org.moebench.profile.ProfileOptions.Gates;
import org.moebench.profile.ProfileOptions.PhaseChoice;
import org.moebench.profile.Profiler;
import org.moebench.profile.ProfilerSettings;
import org.moebench.run.StopSignal;
import org.moebench.run.WorkProgress;
import org.moebench.trace.TraceSource;
import org.moebench.trace.Traces;
import org.moebench.workload.RecordedOptions;
import org.moebench.workload.RecordedWorkloads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: locality and saliency of recorded routing. */
@Command(
    name = "profile",
    description =
        "Profile recorded routing: is there locality to exploit, and which experts matter?",
    headerHeading =
        "Examples:%n"
            + "  ./run-bench.sh profile routing.npy --experts 128      ids [tokens][layers][top-k]%n"
            + "  ./run-bench.sh profile routing.npz                    with gate weights and norms%n"
            + "  ./run-bench.sh profile monday.jsonl tuesday.jsonl     several recordings%n"
            + "  ./run-bench.sh profile big.npy --save-every 1000000   state kept on the way%n"
            + "  ./run-bench.sh profile big.npy --resume               go on after a stop%n"
            + "  ./run-bench.sh profile routing.npz --phase generated --gates renormalized%n"
            + "  ./run-bench.sh profile routing.npy --as-workload my-chat%n"
            + "  ./run-bench.sh profile merge a/profile.json b/profile.json --out both%n"
            + "%n",
    footer = {"", "Formats and where to get traces: docs/traces.md. Figures: docs/profile.md."},
    subcommands = ProfileMergeCommand.class)
final class ProfileCommand implements Callable<Integer> {
  private static final String CHECKPOINT = "checkpoint.json";

  @Spec private CommandSpec spec;

  @Mixin private TraceReadOptions reading;

  @Mixin private ProfileOutput output;

  @Parameters(
      arity = "0..*",
      paramLabel = "TRACE",
      description = "Recorded routing: .npy, .npz, .jsonl or .safetensors, each a recording.")
  private List<Path> traces = List.of();

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      defaultValue = "all",
      description = "Records that count: all, prompt, generated (default: ${DEFAULT-VALUE}).")
  private PhaseChoice phase;

  @Option(
      names = "--gates",
      paramLabel = "GATES",
      defaultValue = "raw",
      description =
          "Gate weights of saliency: raw as recorded, or renormalized over the token's experts"
              + " (default: ${DEFAULT-VALUE}).")
  private Gates gates;

  @Option(
      names = "--caches",
      paramLabel = "KIND",
      defaultValue = "all",
      description =
          "Caches simulated: none, lru, all: also least frequently used and Belady's optimum"
              + " (default: ${DEFAULT-VALUE}).")
  private Caches caches;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
  private Integer threads;

  @Option(
      names = "--save-every",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Keep the state every N tokens for --resume (default: when stopped or failed only).")
  private long saveEvery;

  @Option(names = "--resume", description = "Go on from the state that a stopped run kept.")
  private boolean resume;

  @Option(
      names = "--as-workload",
      paramLabel = "NAME",
      description = "Also make the trace a workload, for prefill, decode and swiglu to run on.")
  private String workload;

  @Mixin private WorkloadOptions workloads;

  @Override
  public Integer call() {
    if (traces.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no trace given: ./run-bench.sh profile TRACE…; see docs/traces.md");
    }
    if (workload != null && traces.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--as-workload takes one trace; make the others workloads of their own");
    }
    if (saveEvery < 0) {
      throw new ParameterException(
          spec.commandLine(), "--save-every " + saveEvery + ": expected 0 or more tokens");
    }
    Terminal terminal = Commands.main(spec).terminal();
    Path out = output.folder(terminal);
    List<TraceSource> sources = new ArrayList<>();
    try (StopSignal stop = StopSignal.onShutdown()) {
      for (Path trace : traces) {
        sources.add(Traces.open(trace, reading.strict()));
      }
      Profile profile = run(sources, out.resolve(CHECKPOINT), stop, terminal);
      output.write(profile, terminal);
      if (!profile.complete()) {
        terminal.err().println("stopped: add --resume to go on from " + out.resolve(CHECKPOINT));
        return ExitStatus.INTERRUPTED.code();
      }
      if (workload != null) {
        String made =
            RecordedWorkloads.write(
                workloads.folder(terminal), workload, sources.get(0), RecordedOptions.usual());
        terminal.out().println(made);
      }
      return ExitStatus.OK.code();
    } finally {
      sources.forEach(TraceSource::close);
    }
  }

  private Profile run(
      List<TraceSource> sources, Path checkpoint, StopSignal stop, Terminal terminal) {
    ProfilerSettings settings =
        new ProfilerSettings(positive("--threads", threads), saveEvery, checkpoint, resume);
    Profiler profiler = new Profiler(sources, new ProfileOptions(phase, gates, caches), settings);
    Profile profile;
    long start = System.nanoTime();
    try (WorkProgress progress = Commands.progress(terminal, "profiling")) {
      profile = profiler.run(stop::requested, progress::reached);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (seconds > 1) {
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%,d selections in %.1f s, %.0f million per second%n",
              profile.selections(),
              seconds,
              profile.selections() / seconds / 1e6);
    }
    return profile;
  }

  private int positive(String option, Integer value) {
    int count = Objects.requireNonNullElse(value, Runtime.getRuntime().availableProcessors());
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " " + count + ": expected 1 or more");
    }
    return count;
  }
}
