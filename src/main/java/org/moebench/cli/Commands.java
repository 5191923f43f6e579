// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.gate.page.GatePages;
import org.moebench.gate.page.GateTerminal;
import org.moebench.profile.Profile;
import org.moebench.report.ReportWriter;
import org.moebench.report.TerminalSummary;
import org.moebench.report.document.Document;
import org.moebench.report.document.TerminalRenderer;
import org.moebench.report.profile.ProfilePages;
import org.moebench.result.ResultSet;
import org.moebench.run.Outcome;
import org.moebench.run.Plan;
import org.moebench.run.PlanRun;
import org.moebench.run.PlanText;
import org.moebench.run.StopSignal;
import org.moebench.run.WorkProgress;
import picocli.CommandLine.Model.CommandSpec;

/** What commands share. */
final class Commands {
  /** Output folder of prefill runs, within the project. */
  static final String PREFILL_OUT = "reports/latest/prefill";

  /** Output folder of routing runs, within the project. */
  static final String ROUTING_OUT = "reports/latest/routing";

  /** Output folder of SwitchGLU runs, within the project. */
  static final String SWIGLU_OUT = "reports/latest/swiglu";

  /** Output folder of decode runs, within the project. */
  static final String DECODE_OUT = "reports/latest/decode";

  /** Output folder of searches for crossovers, within the project. */
  static final String TUNE_OUT = "reports/latest/tune";

  /** Output folder of runs of forward passes, within the project. */
  static final String MODEL_OUT = "reports/latest/model";

  /** Folder of the weight files, within the project. */
  static final String CACHE = "target/weights";

  /** Folder of the user's own workloads, within the project. */
  static final String WORKLOADS = "workloads";

  /** Name of the file of this machine's crossovers in that folder. */
  static final String TUNING = "tuning.json";

  /** Name of the page in an output folder. */
  static final String PAGE = "index.html";

  /** Result file of the last prefill run, within the project. */
  static final String PREFILL_RESULTS = PREFILL_OUT + "/" + PlanRun.RESULTS;

  private Commands() {}

  /** The top command of a command. */
  static Main main(CommandSpec spec) {
    return (Main) spec.root().userObject();
  }

  /**
   * Prints a plan, or runs it and renders its report.
   *
   * @return the exit status
   */
  static int execute(Plan plan, boolean dryRun, CommandSpec spec) {
    return execute(plan, dryRun, spec, results -> List.of());
  }

  /**
   * The same for a run that ends in more than a report.
   *
   * @param conclude keeps what else the results say, also of a run that was stopped; the lines it
   *     returns are the last ones printed
   */
  static int execute(
      Plan plan, boolean dryRun, CommandSpec spec, Function<ResultSet, List<String>> conclude) {
    Terminal terminal = main(spec).terminal();
    if (dryRun) {
      terminal.out().print(PlanText.of(plan));
      return ExitStatus.OK.code();
    }
    try (StopSignal stop = StopSignal.onShutdown()) {
      ResultSet results =
          new PlanRun(plan, commandLine(spec), terminal.err(), terminal.rewritable()).run(stop);
      List<String> conclusion = conclude.apply(results);
      show(results, plan.settings().out(), terminal);
      conclusion.forEach(terminal.out()::println);
      return Outcome.of(results).code();
    }
  }

  /** Renders the report of results into a folder and says in the terminal what is in it. */
  static void show(ResultSet results, Path folder, Terminal terminal) {
    ReportWriter.write(results, folder);
    PrintStream to = terminal.out();
    to.println(TerminalSummary.render(results, terminal.colour()));
    to.println("page: " + folder.resolve(PAGE).toUri());
  }

  /** Renders the pages of a gate run into a folder and says in the terminal what is in them. */
  static void show(GateRun run, Path folder, Terminal terminal) {
    GatePages.write(run, folder);
    summarize(run, folder, terminal);
  }

  /** Says in the terminal what is in the pages of a gate run. */
  static void summarize(GateRun run, Path folder, Terminal terminal) {
    terminal.out().println(GateTerminal.render(run, terminal.colour()));
    terminal.out().println("page: " + folder.resolve(PAGE).toUri());
  }

  /** Renders the page of a profile into a folder and says in the terminal what is in it. */
  static void show(Profile profile, double keepRatio, Path folder, Terminal terminal) {
    Document summary = ProfilePages.write(profile, keepRatio, folder);
    terminal.out().println(TerminalRenderer.render(summary, terminal.colour()));
    terminal.out().println("page: " + folder.resolve(PAGE).toUri());
  }

  /** Shows how far work is that is not measuring. */
  static WorkProgress progress(Terminal terminal, String what) {
    return new WorkProgress(terminal.err(), terminal.rewritable(), what);
  }

  /** The command line as typed, for repeating it. */
  static String commandLine(CommandSpec spec) {
    return ShellWords.join(
        "./run-bench.sh", spec.root().commandLine().getParseResult().originalArgs());
  }
}
