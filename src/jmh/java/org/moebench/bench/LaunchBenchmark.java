// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An empty launch: what fork and barrier cost, one launch right after the other. */
@State(Scope.Benchmark)
public class LaunchBenchmark extends MoeBenchmark {
  private static final int COUNTED = 100;

  @Param({"1", "2"})
  public int workers;

  private Launcher launcher;
  private Launcher.Task nothing;
  private ForkWatch watch;
  private Correctness verified;

  /** Every worker must take part in every launch. */
  @Setup
  public void prepareAndVerify() {
    launcher = new Launcher(workers);
    nothing = worker -> {};
    watch = new ForkWatch(launcher);
    verified = countedLaunches();
    check(verified);
    WarmUp.run(() -> launcher.launch(nothing), WarmUp.CALLS);
    watch.startCounting();
  }

  @Benchmark
  public long launch() {
    launcher.launch(nothing);
    watch.called();
    return launcher.launches();
  }

  @TearDown
  public void report() {
    publish(verified);
    check(countedLaunches());
    launcher.close();
  }

  private Correctness countedLaunches() {
    AtomicIntegerArray ran = new AtomicIntegerArray(workers);
    long before = launcher.launches();
    for (int i = 0; i < COUNTED; i++) {
      launcher.launch(ran::incrementAndGet);
    }
    long counted = launcher.launches() - before;
    for (int worker = 0; worker < workers; worker++) {
      if (ran.get(worker) != COUNTED || counted != COUNTED) {
        String message =
            "worker %d ran in %d of %d launches, %d were counted"
                .formatted(worker, ran.get(worker), COUNTED, counted);
        return new Correctness(workers, workers, Double.POSITIVE_INFINITY, message);
      }
    }
    return new Correctness(workers, workers, 0, null);
  }

  private void check(Correctness correctness) {
    if (!correctness.passed()) {
      publish(correctness);
      launcher.close();
      throw new IllegalStateException(correctness.message());
    }
  }

  private void publish(Correctness correctness) {
    String inputs = new InputHash().add(workers).text();
    watch.publish(new ForkWatch.Work(0, 0, 0), inputs, correctness, null);
  }
}
