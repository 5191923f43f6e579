// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.moebench.swiglu.SwigluJob;
import org.moebench.swiglu.SwigluKernel;
import org.moebench.swiglu.SwigluWeights;
import org.moebench.tensor.Rows;
import org.moebench.verify.SwigluVerifier;
import org.moebench.workload.DecodeBatch;
import org.openjdk.jmh.annotations.Benchmark;

/** One SwitchGLU call: every token of a batch through the routed experts it was given. */
public class SwigluBenchmark extends SwigluInputs {
  private SwigluJob job;
  private SwigluKernel kernel;

  @Override
  ForkWatch create() {
    SwigluWeights weights = load(form()).routed();
    Launcher launcher = new Launcher(workers);
    int slots = router().config().slots();
    job = new SwigluJob(weights, shape().activation(), concurrency, slots, sortThreshold, launcher);
    kernel = chosen().create(job);
    return new ForkWatch(launcher);
  }

  @Override
  SwigluInputs another() {
    return new SwigluBenchmark();
  }

  @Benchmark
  public Rows run() {
    return timed();
  }

  @Override
  void take(DecodeBatch batch) {
    job.batch(batch.rows(), batch.ids());
  }

  @Override
  void compute() {
    kernel.run();
  }

  @Override
  Correctness verify() {
    return new SwigluVerifier(job).run(kernel);
  }

  @Override
  Correctness compare() {
    return new SwigluVerifier(job).compare();
  }

  @Override
  Rows output() {
    return job.output();
  }

  @Override
  ForkWatch.Work work() {
    return work(bytesRead(job.weights()), job.weights().bytes());
  }

  @Override
  void stop() {
    job.launcher().close();
  }
}
