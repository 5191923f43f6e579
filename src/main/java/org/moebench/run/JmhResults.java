// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.moebench.result.ForkChannel;
import org.moebench.result.ResultFiles;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.WorkloadParams;

/**
 * Forks as JMH's own results: one entry per cell with {@code rawData[fork][iteration]}, as if JMH
 * had run all forks of a cell itself, so that every tool that reads JMH's JSON reads ours.
 */
public final class JmhResults {
  private final Map<String, List<RunResult>> byCell = new LinkedHashMap<>();

  void add(String cellId, RunResult fork) {
    byCell.computeIfAbsent(cellId, id -> new ArrayList<>()).add(fork);
  }

  /**
   * Writes JMH JSON.
   *
   * @param included which cell ids to write
   */
  public void write(Path file, Predicate<String> included) {
    List<RunResult> merged =
        byCell.entrySet().stream()
            .filter(entry -> included.test(entry.getKey()))
            .map(entry -> merge(entry.getValue()))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(merged);
    out.flush();
    ResultFiles.write(file, bytes.toByteArray());
  }

  private static RunResult merge(List<RunResult> forks) {
    List<BenchmarkResult> all =
        forks.stream().map(RunResult::getBenchmarkResults).flatMap(Collection::stream).toList();
    return new RunResult(withForks(forks.get(0).getParams(), all.size()), all);
  }

  /** The parameters of one fork, said of all. */
  private static BenchmarkParams withForks(BenchmarkParams one, int forks) {
    WorkloadParams params = new WorkloadParams();
    int position = 0;
    for (Object key : one.getParamsKeys()) {
      params.put((String) key, one.getParam((String) key), position++);
    }
    Collection<String> jvmArgs =
        one.getJvmArgs().stream()
            .filter(argument -> !argument.startsWith("-D" + ForkChannel.PROPERTY))
            .toList();
    return new BenchmarkParams(
        one.getBenchmark(),
        one.generatedBenchmark(),
        one.shouldSynchIterations(),
        one.getThreads(),
        one.getThreadGroups(),
        one.getThreadGroupLabels(),
        forks,
        one.getWarmupForks(),
        one.getWarmup(),
        one.getMeasurement(),
        one.getMode(),
        params,
        one.getTimeUnit(),
        one.getOpsPerInvocation(),
        one.getJvm(),
        jvmArgs,
        one.getJdkVersion(),
        one.getVmName(),
        one.getVmVersion(),
        one.getJmhVersion(),
        one.getTimeout());
  }
}
