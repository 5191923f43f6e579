// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.result.Correctness;
import org.moebench.routing.RoutingKernel;
import org.moebench.routing.RoutingVariant;
import org.moebench.verify.RoutingVerifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One call of a router: experts and weights of every token of a batch. */
public class RoutingBenchmark extends RoutingInputs {
  @Param("scalar")
  public String variant;

  private RoutingKernel kernel;
  private Correctness verified;
  private long nearTies;
  private final Injection injection = new Injection();

  @Setup
  public void prepareAndVerify() {
    RoutingVariant chosen = RoutingVariant.of(variant);
    prepare();
    kernel = chosen.create(job());
    verified = new Correctness(0, 0, 0, null);
    for (int i = 0; i < batches().size(); i++) {
      advance();
      RoutingVerifier verifier = new RoutingVerifier(job());
      verified = verified.and(verifier.run(kernel));
      nearTies += verifier.nearTies();
    }
    check(verified);
    warmUp(this::call);
    watch().startCounting();
  }

  private void call() {
    advance();
    kernel.route();
  }

  @Benchmark
  public int[] route() {
    call();
    if (injection.again()) {
      call();
    }
    watch().called();
    return job().ids();
  }

  /** The last output must still be right: catches races and drift while timing. */
  @TearDown
  public void compareLastOutput() {
    check(new RoutingVerifier(job()).compare());
    publish(verified, nearTies);
    stop();
  }
}
