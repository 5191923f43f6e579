// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.ceiling.VectorFmaPeak;
import org.moebench.ceiling.VectorMemoryRead;
import org.moebench.launch.Launcher;
import org.moebench.result.CeilingReport;
import org.moebench.result.CeilingSample;
import org.moebench.result.ForkChannel;
import org.moebench.simd.VectorApi;
import org.moebench.simd.VectorShapes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The machine's ceilings, with all workers at once. */
public class CeilingBenchmark extends MoeBenchmark {
  /** The workers of a probe. */
  @State(Scope.Benchmark)
  public abstract static class Probe {
    @Param("2")
    public int workers;

    Launcher launcher;
    double[] results;

    @Setup
    public void start() {
      VectorApi.require();
      launcher = new Launcher(workers);
      results = new double[workers];
    }

    @TearDown
    public void stop() {
      launcher.close();
      ForkChannel.publish(report());
    }

    abstract CeilingReport report();
  }

  /** Fused multiply-adds on registers. */
  public static class Fma extends Probe {
    // About 1 ms: long beside a launch, short beside an iteration.
    private static final int STEPS = 1 << 20;

    @Override
    CeilingReport report() {
      double operations = VectorFmaPeak.operations(STEPS) * workers;
      return new CeilingReport(
          CeilingSample.FMA, "GFLOP/s", operations, VectorShapes.BITS, workers);
    }
  }

  /** Reading memory larger than any cache it could stay in. */
  public static class Read extends Probe {
    private static final int BYTES = 1 << 30;

    int[] data;

    @Setup
    public void allocate() {
      data = VectorMemoryRead.allocate(BYTES);
    }

    @Override
    CeilingReport report() {
      double bytes = (double) VectorMemoryRead.share(data, workers) * Integer.BYTES * workers;
      return new CeilingReport(CeilingSample.READ, "GB/s", bytes, VectorShapes.BITS, workers);
    }
  }

  /** Peak of fused multiply-adds. */
  @Benchmark
  public double[] fma(Fma probe) {
    probe.launcher.launch(worker -> probe.results[worker] = VectorFmaPeak.run(Fma.STEPS));
    return probe.results;
  }

  /** Memory read bandwidth. */
  @Benchmark
  public double[] read(Read probe) {
    probe.launcher.launch(
        worker -> probe.results[worker] = VectorMemoryRead.run(probe.data, worker, probe.workers));
    return probe.results;
  }
}
