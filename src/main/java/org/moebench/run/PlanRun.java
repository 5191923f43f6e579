// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.moebench.result.CellResult;
import org.moebench.result.ResultFiles;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/**
 * Runs a plan: prepares what is missing, measures, and keeps {@code results.json} and {@code
 * jmh.json} up to date after every round, so that even a killed run loses one round at most.
 */
public final class PlanRun {
  /** Name of the result file in the output folder. */
  public static final String RESULTS = "results.json";

  private static final String JMH_RESULTS = "jmh.json";
  private static final String JMH_LOG = "jmh.log";

  private final Plan plan;
  private final RunResults results;
  private final ProgressPrinter progress;
  private final JmhForkExecutor executor;
  private ResultSet latest;

  /**
   * Prepares the output folder.
   *
   * @param command the command line that repeats the run
   * @param terminal whether lines on {@code messages} can be rewritten
   * @throws org.moebench.fault.UserError CANNOT_WRITE if the output folder cannot be written
   */
  public PlanRun(Plan plan, String command, PrintStream messages, boolean terminal) {
    this.plan = plan;
    this.executor = new JmhForkExecutor(out(JMH_LOG, plan));
    this.results = new RunResults(plan, command);
    this.progress = new ProgressPrinter(messages, terminal);
  }

  /**
   * Measures everything, or until stopped.
   *
   * @return what was written to {@link #RESULTS}
   */
  public ResultSet run(StopSignal stop) {
    RunSettings settings = plan.settings();
    plan.prepare(stop, progress::say);
    Measurements measured =
        new InterleavedRunner(executor, stop, System::nanoTime)
            .run(plan.cells(), plan.ceilings(), settings.budget(), settings.seed(), new Recorder());
    if (latest == null) {
      write(measured);
    }
    return latest;
  }

  private void write(Measurements measured) {
    latest = results.of(measured);
    Set<String> passed =
        latest.cells().stream()
            .filter(cell -> cell.status() == Status.PASSED)
            .map(CellResult::id)
            .collect(Collectors.toSet());
    plan.ceilings().forEach(ceiling -> passed.add(ceiling.id()));
    ResultFiles.write(out(RESULTS, plan), ResultFiles.toJson(latest));
    executor.results().write(out(JMH_RESULTS, plan), passed::contains);
  }

  private static Path out(String file, Plan plan) {
    return plan.settings().out().resolve(file);
  }

  /** Writes the files after every round and passes everything on to the progress display. */
  private final class Recorder implements RunListener {
    @Override
    public void starting(Cell cell, RunProgress at) {
      progress.starting(cell, at);
    }

    @Override
    public void failed(Cell cell, String reason) {
      progress.failed(cell, reason);
    }

    @Override
    public void roundEnded(Measurements measured) {
      write(measured);
      progress.roundEnded(measured);
    }
  }
}
