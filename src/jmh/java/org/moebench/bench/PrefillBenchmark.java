// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.gemm.GemmVariant;
import org.moebench.prefill.PrefillVariant;
import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;
import org.moebench.verify.PrefillVerifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One prefill call of a strategy: every routed row through its expert's projection. */
public class PrefillBenchmark extends PrefillInputs {
  /** Long calls meet the compiler's thresholds by their loops. */
  private static final long WARM_UP_NANOS = 500_000_000L;

  @Param({"per-expert", "grouped"})
  public String strategy;

  private PrefillVerifier verifier;
  private Correctness verified;
  private final Injection injection = new Injection();

  /** A strategy that does not match the reference gets no time. */
  @Setup
  public void prepareAndVerify() {
    PrefillVariant variant = PrefillVariant.of(strategy);
    prepare(variant.create(threshold), GemmVariant.VECTOR_PANEL.create(format));
    verifier = new PrefillVerifier(job(), threshold);
    verified = verifier.run(strategy());
    check(verified);
    WarmUp.run(this::call, WarmUp.CALLS, WARM_UP_NANOS);
    watch().startCounting();
  }

  @Benchmark
  public Rows prefill() {
    if (injection.again()) {
      call();
    }
    return call();
  }

  /** The last output must still be right: catches races and drift while timing. */
  @TearDown
  public void compareLastOutput() {
    Correctness last = verifier.compare();
    check(last);
    publish(verified);
    stop();
  }

  private void check(Correctness correctness) {
    if (!correctness.passed()) {
      publish(correctness);
      stop();
      throw new IllegalStateException("does not match its reference: " + correctness.message());
    }
  }
}
