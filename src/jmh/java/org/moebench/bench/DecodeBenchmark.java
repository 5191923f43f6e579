// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.file.Path;
import java.util.List;
import org.moebench.fault.NearestName;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.GroupedGemm;
import org.moebench.moe.Tuning;
import org.moebench.moe.WorkspaceCache;
import org.moebench.run.TuningMachine;
import org.moebench.tensor.Rows;
import org.moebench.workload.TuningFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One projection in a decode step: every call is the next step, so weights come from memory. */
public class DecodeBenchmark extends GroupedInputs {
  /** A workload of different experts in turn, each with the same number of rows. */
  static final String DISTINCT = "distinct";

  /** More than the workspaces of a call: none is ever evicted. */
  private static final long CACHE_BYTES = 1L << 30;

  /** How kernels are chosen: the id of a {@link DispatchStrategy}. */
  @Param({"always-prefill", "always-decode"})
  public String variant;

  /** {@code distinct}. */
  @Param(DISTINCT)
  public String workload;

  /** Layers whose weights are held; calls take them in turn. */
  @Param("2")
  public int copies;

  /** Path of a tuning file, for {@code unified-tuned}; {@code none} for none. */
  @Param("none")
  public String tuning = "none";

  private Tuning tuned = Tuning.NONE;

  @Benchmark
  public Rows multiply() {
    return timed();
  }

  @Override
  String measured() {
    return variant;
  }

  @Override
  void checkVariant(String name) {
    DispatchStrategy.of(name);
  }

  @Override
  int matrices() {
    return (int) Math.min(Integer.MAX_VALUE, (long) experts * copies);
  }

  @Override
  void checkOthers() {
    checkAtLeastOne("copies", copies);
    if (!workload.equals(DISTINCT)) {
      throw NearestName.unknown("workload", workload, List.of(DISTINCT));
    }
    if (!tuning.equals("none")) {
      tuned = TuningFile.load(Path.of(tuning), TuningMachine.id(workers), System.err::println);
    }
  }

  @Override
  GroupedCalls create(String name) {
    DispatchStrategy strategy = DispatchStrategy.of(name);
    GroupedGemm gemm = new GroupedGemm(weights(), launcher(), new WorkspaceCache(CACHE_BYTES));
    return new GroupedCalls(
        gemm, strategy.rule(tuned, format, n, k), strategy.phase(false), calls(), input());
  }
}
