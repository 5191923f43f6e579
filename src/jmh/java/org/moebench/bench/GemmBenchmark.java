// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.gemm.ExpertPanels;
import org.moebench.gemm.GemmKernel;
import org.moebench.gemm.GemmVariant;
import org.moebench.launch.Launcher;
import org.moebench.prefill.PrefillJob;
import org.moebench.prefill.PrefillVariant;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Correctness;
import org.moebench.simd.VectorApi;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.verify.PrefillVerifier;
import org.moebench.workload.SyntheticData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One dequant-GEMM of one expert on one thread: {@code rows} × K by K × N. Cost must grow in
 * proportion to the rows once they fill tiles; below that it is bound by dequantization.
 */
@State(Scope.Benchmark)
public class GemmBenchmark extends MoeBenchmark {
  /** Long calls meet the compiler's thresholds by their loops. */
  private static final long WARM_UP_NANOS = 500_000_000L;

  @Param({"SCALAR", "VECTOR_PANEL"})
  public GemmVariant variant;

  @Param({"FP32", "INT8_SYM", "INT4_SYM", "INT2_SYM", "FP8_E4M3"})
  public QuantFormat format;

  // One row, one tile, a typical expert, a hot one.
  @Param({"1", "12", "120", "480"})
  public int rows;

  @Param("768")
  public int n;

  @Param("384")
  public int k;

  @Param("128")
  public int group;

  private PrefillJob job;
  private GemmKernel kernel;
  private ExpertPanels panels;
  private final Injection injection = new Injection();

  @Setup
  public void prepareAndVerify() {
    VectorApi.require();
    float[] w = new float[n * k];
    for (int row = 0; row < n; row++) {
      SyntheticData.weights(42, 0, row, k, w, row * k);
    }
    PackedWeights packed = PackedWeights.allocate(format, 1, n, k, group);
    packed.pack(0, format.quantize(w, n, k, group));
    Rows input = Rows.allocate(rows, k);
    for (int row = 0; row < rows; row++) {
      SyntheticData.activations(42, row, k, input.data(), input.index(row));
    }
    kernel = variant.create(format);
    panels = ExpertPanels.all(packed, 0);
    job = new PrefillJob(new ExpertRows(rows), input, packed, kernel, new Launcher(1), 0);
    Correctness verified = new PrefillVerifier(job, 0).run(PrefillVariant.GROUPED.create(0));
    if (!verified.passed()) {
      throw new IllegalStateException("does not match its reference: " + verified.message());
    }
    WarmUp.run(this::call, WarmUp.CALLS, WARM_UP_NANOS);
  }

  // One compilation of the kernel serves the warm-up and the timed loop.
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public void call() {
    kernel.multiply(job.input(), panels, job.output(), job.workspace(0));
  }

  @Benchmark
  public Rows multiply() {
    call();
    if (injection.again()) {
      call();
    }
    return job.output();
  }
}
