// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.result.ResultFiles;
import org.moebench.run.StopSignal;

/**
 * Runs a fork as a chain of two processes: JMH's main class in the arm's jar, which starts the JVM
 * that is measured. What they print is appended to a log file.
 */
public final class JmhFork implements ForkRunner {
  /** Loading and verifying alone can take half a minute on a loaded machine. */
  private static final double LEAST_TIMEOUT_SECONDS = 60;

  private static final double TIMEOUT_FACTOR = 20;

  private final Path log;
  private final StopSignal stop;
  private final double leastTimeoutSeconds;

  /**
   * @param log file that receives all output; replaced
   * @param stop ends the running fork if it is raised by the end of this JVM
   * @throws UserError CANNOT_WRITE naming the file
   */
  public JmhFork(Path log, StopSignal stop) {
    this(log, stop, LEAST_TIMEOUT_SECONDS);
  }

  JmhFork(Path log, StopSignal stop, double leastTimeoutSeconds) {
    this.log = log;
    this.stop = stop;
    this.leastTimeoutSeconds = leastTimeoutSeconds;
    ResultFiles.write(log, "");
  }

  /**
   * {@inheritDoc}
   *
   * @throws UserError UNFIT_MACHINE if another JMH run is going on, CANNOT_WRITE if the log or the
   *     temporary folder cannot be written
   */
  @Override
  public Result run(GateCell cell, Arm arm) {
    try {
      Path folder = Files.createTempDirectory("moebench-fork");
      try {
        return run(cell, arm, folder.resolve("jmh.json"), folder.resolve("report.json"));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE, "cannot write to the temporary folder or " + log + ": " + e, e);
    }
  }

  private Result run(GateCell cell, Arm arm, Path result, Path report) throws IOException {
    Files.writeString(
        log, "# Cell " + cell.id() + ", " + arm.name() + "\n", StandardOpenOption.APPEND);
    long start = Files.size(log);
    ForkCounters before = ForkCounters.now();
    long startNanos = System.nanoTime();
    Process process =
        new ProcessBuilder(ForkCommand.of(cell, arm, result, report))
            .directory(workingFolder(arm).toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    double limit = Math.max(leastTimeoutSeconds, TIMEOUT_FACTOR * cell.expectedSeconds());
    if (!ends(process, limit)) {
      return failed(Kind.TIMEOUT, "took longer than " + Math.round(limit) + " s");
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    ForkCounters after = ForkCounters.now();
    ForkOutput output =
        new ForkOutput(cell, arm, printed(start), process.exitValue(), result, report);
    Failure failure = output.failure();
    if (failure != null) {
      return failed(failure.kind(), failure.reason() + "; see " + log);
    }
    return new Result(
        new ForkTimes(
            output.iterations(),
            after.stealShareSince(before),
            after.throttledMicrosSince(before),
            after.pressureShareSince(before, seconds),
            seconds),
        null);
  }

  /** Each arm keeps its own files, such as weights: their layout may differ between revisions. */
  private static Path workingFolder(Arm arm) throws IOException {
    Path folder = arm.jar().toAbsolutePath().resolveSibling(arm.name());
    return Files.createDirectories(folder);
  }

  private static Result failed(Kind kind, String reason) {
    return new Result(null, new Failure(kind, reason));
  }

  /** Waits for the end; false if it had to be brought about. */
  private boolean ends(Process process, double seconds) {
    // If the signal came just before the process was there, nobody else ends it.
    boolean ended = false;
    try {
      ended = !stop.requested() && process.waitFor((long) (seconds * 1e3), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!ended) {
        kill(process);
      }
    }
    return ended;
  }

  /** All are found before the first is ended: whose parent is gone is no descendant any more. */
  private static void kill(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  private String printed(long start) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(start);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
