// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ForkReport;
import org.moebench.result.ResultFiles;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs forks through JMH's own runner, one fork at a time. What JMH prints goes to a log file; what
 * the fork reports comes through {@link org.moebench.result.ForkChannel}.
 */
public final class JmhForkExecutor implements ForkExecutor {
  /** JMH gives up on a single iteration after this time. */
  private static final TimeValue TIMEOUT = TimeValue.minutes(15);

  private final Path log;
  private final JmhResults results = new JmhResults();

  /**
   * @param log file that receives JMH's output; replaced
   * @throws UserError CANNOT_WRITE
   */
  public JmhForkExecutor(Path log) {
    this.log = log;
    ResultFiles.write(log, "");
  }

  /** Results of all forks so far, for other JMH tools. */
  public JmhResults results() {
    return results;
  }

  @Override
  public <T> Fork<T> run(Cell cell, Class<T> reportType) {
    try {
      Path report = Files.createTempFile("moebench-fork", ".json");
      try {
        Files.delete(report); // It exists afterwards only if the fork wrote it.
        return run(cell, report, reportType);
      } finally {
        Files.deleteIfExists(report);
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE, "cannot write to the temporary folder or " + log + ": " + e, e);
    }
  }

  private <T> Fork<T> run(Cell cell, Path report, Class<T> reportType) throws IOException {
    RunResult result;
    try (PrintStream out = appendLog()) {
      out.println("# Cell " + cell.id());
      Options options = options(cell, report);
      result =
          new Runner(options, OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL))
              .runSingle();
    } catch (RunnerException e) {
      return failed(report, reportType, JmhFailure.reason(e, log));
    }
    if (!Files.exists(report)) {
      return Fork.failed(null, "the fork wrote no report; see " + log);
    }
    T said = ResultFiles.read(report, reportType);
    if (said instanceof ForkReport claim && !claim.correctness().passed()) {
      return Fork.failed(said, claim.correctness().message());
    }
    Turns turns = Turns.of(cell, result);
    results.add(cell.id(), turns.own());
    return Fork.measured(iterations(turns.own()), said, AllocatedBytes.perCall(result))
        .beside(turns.beside());
  }

  private static <T> Fork<T> failed(Path report, Class<T> reportType, String reason) {
    if (!Files.exists(report)) {
      return Fork.failed(null, reason);
    }
    T said = ResultFiles.read(report, reportType);
    boolean wrong = said instanceof ForkReport claim && !claim.correctness().passed();
    return Fork.failed(said, wrong ? ((ForkReport) said).correctness().message() : reason);
  }

  private PrintStream appendLog() throws IOException {
    return new PrintStream(
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        false,
        StandardCharsets.UTF_8);
  }

  private static Options options(Cell cell, Path report) {
    Timing timing = cell.timing();
    int turns = Turns.perIteration(cell);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(cell.benchmark()) + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MILLISECONDS)
            .forks(1)
            .threads(1) // The benchmark shares its work over its own workers.
            .warmupIterations(turns * timing.warmupIterations())
            .warmupTime(TimeValue.milliseconds(timing.warmupMillis()))
            .measurementIterations(turns * timing.iterations())
            .measurementTime(TimeValue.milliseconds(timing.iterationMillis()))
            .timeout(TIMEOUT)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .jvmArgs(ForkArguments.of(cell.heapBytes(), report).toArray(String[]::new))
            // Given empty: else those of the annotations would come in before and after ours.
            .jvmArgsPrepend()
            .jvmArgsAppend();
    cell.params().forEach(options::param);
    return options.build();
  }

  /** Milliseconds per call of every measured iteration of the only fork. */
  static List<Double> iterations(RunResult result) {
    return result.getBenchmarkResults().stream()
        .map(BenchmarkResult::getIterationResults)
        .flatMap(Collection::stream)
        .map(IterationResult::getPrimaryResult)
        .map(primary -> primary.getScore())
        .toList();
  }
}
