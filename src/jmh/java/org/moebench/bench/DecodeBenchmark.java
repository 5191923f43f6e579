// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.moebench.fault.NearestName;
import org.moebench.moe.DispatchStrategy;
import org.moebench.moe.GroupedGemm;
import org.moebench.moe.Tuning;
import org.moebench.moe.WorkspaceCache;
import org.moebench.run.DecodeSpec;
import org.moebench.run.TuningMachine;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.workload.Batch;
import org.moebench.workload.DecodeSteps;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.RecordedWorkloads;
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

  /**
   * {@code distinct}: {@link #active} experts with {@link #rows} rows each, in turn; or the name of
   * a decode workload, or the folder of a user's, whose steps are computed in turn.
   */
  @Param(DISTINCT)
  public String workload;

  /** Of a decode workload: requests decoded together, or the name of request lengths. */
  @Param("1")
  public String batch = "1";

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
    if (!tuning.equals("none")) {
      tuned = TuningFile.load(Path.of(tuning), TuningMachine.id(workers), System.err::println);
    }
  }

  @Override
  List<ExpertRows> createCalls() {
    if (workload.equals(DISTINCT)) {
      return super.createCalls();
    }
    if (!RecordedWorkloads.isRecorded(workload) && !workloads().contains(workload)) {
      throw NearestName.unknown("workload", workload, workloads());
    }
    DecodeWorkload whole = new DecodeSpec(workload, seed).resolve();
    DecodeWorkload resized =
        experts == whole.experts()
            ? whole
            : whole.resized(experts, Math.min(whole.topK(), experts - 1));
    Batch requests = Batch.parse(batch);
    int steps = ExpertTurns.steps(resized.layers(), requests);
    return ExpertTurns.trace(DecodeSteps.of(resized, requests, steps, seed), copies);
  }

  private static List<String> workloads() {
    return Stream.concat(Stream.of(DISTINCT), DecodeTraces.names().stream()).toList();
  }

  @Override
  GroupedCalls create(String name) {
    DispatchStrategy strategy = DispatchStrategy.of(name);
    GroupedGemm gemm = new GroupedGemm(weights(), launcher(), new WorkspaceCache(CACHE_BYTES));
    return new GroupedCalls(
        gemm, strategy.rule(tuned, format, n, k), strategy.phase(false), calls(), input());
  }
}
