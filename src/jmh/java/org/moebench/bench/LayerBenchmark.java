// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.launch.Launcher;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.MoeLayer;
import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;
import org.moebench.verify.LayerVerifier;
import org.moebench.workload.DecodeBatch;
import org.openjdk.jmh.annotations.Benchmark;

/** One call of a whole layer: router, routed experts, shared expert, weighted sum. */
public class LayerBenchmark extends SwigluInputs {
  private LayerWeights weights;
  private Launcher launcher;
  private MoeLayer layer;

  @Override
  ForkWatch create() {
    weights = load(form());
    launcher = new Launcher(workers);
    layer = new MoeLayer(router(), layerConfig(), weights, chosen(), first().logits(), launcher);
    return new ForkWatch(launcher);
  }

  /** The layer, for those that change it. */
  final MoeLayer layer() {
    return layer;
  }

  @Override
  SwigluInputs another() {
    return new LayerBenchmark();
  }

  @Benchmark
  public Rows forward() {
    return timed();
  }

  @Override
  void take(DecodeBatch batch) {
    layer.batch(batch.logits(), batch.rows());
  }

  @Override
  void compute() {
    layer.run();
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
    return new LayerVerifier(layer, layerConfig(), weights);
  }

  @Override
  Rows output() {
    return layer.output();
  }

  @Override
  ForkWatch.Work work() {
    return work(bytesRead(weights), weights.bytes());
  }

  @Override
  void stop() {
    launcher.close();
  }
}
