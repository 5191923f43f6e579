// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.moebench.gemm.GemmKernel;
import org.moebench.launch.Launcher;
import org.moebench.prefill.PrefillJob;
import org.moebench.prefill.PrefillStrategy;
import org.moebench.prefill.PrefillWork;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.run.WorkloadSpec;
import org.moebench.simd.VectorApi;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.workload.Progress;
import org.moebench.workload.StoredWeights;
import org.moebench.workload.SyntheticData;
import org.moebench.workload.WeightSpec;
import org.moebench.workload.WeightStore;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The inputs of a prefill benchmark: routed rows, weights, activations, and the report its fork
 * gives of itself. The defaults are small, so that plain JMH runs end soon.
 */
@State(Scope.Benchmark)
public abstract class PrefillInputs extends MoeBenchmark {
  @Param("INT4_SYM")
  public QuantFormat format;

  /** Pad threshold; 0 where the strategy has none. */
  @Param("0")
  public int threshold;

  /** Name of a workload, or {@code file:} and the path of a histogram. */
  @Param("recorded-256-31k")
  public String workload;

  /** Experts to rescale the workload to; 0 as it has. */
  @Param("32")
  public int experts;

  /** Rows to rescale the workload to; 0 as it has. */
  @Param("2048")
  public int rows;

  @Param("256")
  public int n;

  @Param("256")
  public int k;

  @Param("128")
  public int group;

  @Param("2")
  public int workers;

  @Param("42")
  public long seed;

  /** Folder of packed weights, built when missing. */
  @Param("target/weights")
  public String cache;

  private PrefillStrategy strategy;
  private PrefillJob job;
  private ForkWatch watch;
  private String inputHash;

  /** Loads the inputs and allocates everything the strategy needs. */
  final void prepare(PrefillStrategy strategy, GemmKernel kernel) {
    VectorApi.require();
    this.strategy = strategy;
    ExpertRows counts = new WorkloadSpec(workload, experts, rows, seed).resolve().rows();
    WeightSpec spec = new WeightSpec(format, counts.experts(), n, k, group, seed);
    StoredWeights stored = new WeightStore(Path.of(cache), workers, Progress.SILENT).load(spec);
    Rows input = Rows.allocate(counts.total(), k);
    IntStream.range(0, counts.total())
        .parallel()
        .forEach(row -> SyntheticData.activations(seed, row, k, input.data(), input.index(row)));
    job =
        new PrefillJob(
            counts,
            input,
            stored.weights(),
            kernel,
            new Launcher(workers),
            strategy.paddedRows(counts));
    String countHash = new InputHash().addAll(counts.toArray()).add(seed).text();
    inputHash = stored.hash() + "-" + countHash;
    watch = new ForkWatch(job.launcher());
  }

  /** One call. */
  final Rows call() {
    strategy.run(job);
    watch.called();
    return job.output();
  }

  final PrefillJob job() {
    return job;
  }

  final PrefillStrategy strategy() {
    return strategy;
  }

  final ForkWatch watch() {
    return watch;
  }

  /** Hands the fork's report over. */
  final void publish(Correctness correctness) {
    PrefillWork work = strategy.work(job.rows());
    long weightBytes = work.expertReads() * job.weights().bytesPerExpert();
    watch.publish(
        new ForkWatch.Work(job.rows().total(), work.rowsExecuted(), weightBytes),
        inputHash,
        correctness,
        null);
  }

  final void stop() {
    job.launcher().close();
  }
}
