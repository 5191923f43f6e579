// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.moebench.gemm.GemmKernel;
import org.moebench.launch.Launcher;
import org.moebench.prefill.PrefillJob;
import org.moebench.prefill.PrefillStrategy;
import org.moebench.prefill.PrefillWork;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.run.MachineCounters;
import org.moebench.run.WorkloadSpec;
import org.moebench.simd.VectorApi;
import org.moebench.simd.VectorShapes;
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
  private MachineCounters before;
  private String inputHash;
  private long calls;
  private long uncounted;

  /** Loads the inputs and allocates everything the strategy needs. */
  final void prepare(PrefillStrategy strategy, GemmKernel kernel) {
    VectorApi.require();
    this.strategy = strategy;
    ExpertRows counts = new WorkloadSpec(workload, experts, rows, seed).resolve().rows();
    WeightSpec spec = new WeightSpec(format, counts.experts(), n, k, group, seed);
    StoredWeights stored = new WeightStore(Path.of(cache), workers, Progress.SILENT).load(spec);
    Rows input = PrefillJob.allocate(counts.total(), k);
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
    inputHash = stored.hash() + "-" + hash(counts);
    before = MachineCounters.now();
  }

  private String hash(ExpertRows counts) {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * counts.experts() + Long.BYTES);
    bytes.asIntBuffer().put(counts.toArray());
    crc.update(bytes.putLong(Integer.BYTES * counts.experts(), seed));
    return Long.toHexString(crc.getValue());
  }

  /** One call. */
  final Rows call() {
    strategy.run(job);
    calls++;
    return job.output();
  }

  final PrefillJob job() {
    return job;
  }

  final PrefillStrategy strategy() {
    return strategy;
  }

  /** Launches so far belong to no call that is counted. */
  final void startCounting() {
    uncounted = job.launcher().launches();
  }

  private long launchesPerCall() {
    long launches = job.launcher().launches() - uncounted;
    return calls == 0 ? strategy.work(job.rows()).launches() : launches / calls;
  }

  /** Hands the fork's report over and stops the workers. */
  final void publish(Correctness correctness) {
    MachineCounters now = MachineCounters.now();
    PrefillWork work = strategy.work(job.rows());
    ForkChannel.publish(
        new ForkReport(
            VectorShapes.BITS,
            workers,
            launchesPerCall(),
            job.rows().total(),
            work.rowsExecuted(),
            work.expertReads() * job.weights().bytesPerExpert(),
            inputHash,
            now.gcMillisSince(before),
            now.stealShareSince(before),
            MachineCounters.peakResidentBytes(),
            correctness,
            null));
  }

  final void stop() {
    job.launcher().close();
  }
}
