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
  private RoutingVerifier verifier;
  private Correctness verified;

  @Setup
  public void prepareAndVerify() {
    RoutingVariant chosen = RoutingVariant.of(variant);
    prepare();
    kernel = chosen.create(job());
    verifier = new RoutingVerifier(job());
    verified = verifier.run(kernel);
    check(verified);
    warmUp(kernel::route);
    watch().startCounting();
  }

  @Benchmark
  public int[] route() {
    kernel.route();
    watch().called();
    return job().ids();
  }

  /** The last output must still be right: catches races and drift while timing. */
  @TearDown
  public void compareLastOutput() {
    check(verifier.compare());
    publish(verified, verifier.nearTies());
    stop();
  }
}
