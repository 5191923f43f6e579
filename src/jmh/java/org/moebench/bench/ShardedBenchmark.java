// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;
import org.moebench.verify.LayerVerifier;
import org.openjdk.jmh.annotations.Benchmark;

/** One call of a layer sharded over ranks, all-reduce included. */
public class ShardedBenchmark extends ShardedInputs {
  @Benchmark
  public Rows forward() {
    return timed();
  }

  @Override
  void compute() {
    layer().run();
  }

  @Override
  Correctness verify() {
    return verifyRouted(verifier());
  }

  @Override
  Correctness compare() {
    return verifier().compare();
  }

  private LayerVerifier verifier() {
    return new LayerVerifier(layer(), layerConfig(), whole());
  }
}
