// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.Arrays;
import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The last step of a sharded layer alone: adding up the partial sums that the ranks left after a
 * call.
 */
public class AllReduceBenchmark extends ShardedInputs {
  @Benchmark
  public Rows allReduce() {
    return timed();
  }

  /** The batch stays: partial sums are there already. */
  @Override
  void call() {
    compute();
  }

  @Override
  void compute() {
    layer().allReduce();
  }

  @Override
  Correctness verify() {
    layer().run();
    Arrays.fill(output().data(), Float.NaN);
    layer().allReduce();
    return compare();
  }

  /** Sums in rank order have the same bits. */
  @Override
  Correctness compare() {
    Rows sum = output();
    long outputs = (long) sum.count() * sum.stride();
    for (int t = 0; t < sum.count(); t++) {
      for (int d = 0; d < sum.stride(); d++) {
        float got = sum.data()[sum.index(t) + d];
        float expected = partial(0, t, d);
        for (int rank = 1; rank < ranks; rank++) {
          expected += partial(rank, t, d);
        }
        if (Float.floatToRawIntBits(got) != Float.floatToRawIntBits(expected)) {
          String message =
              "row %d, column %d: got %s, the ranks' sum is %s".formatted(t, d, got, expected);
          return new Correctness(outputs, outputs, Double.POSITIVE_INFINITY, message);
        }
      }
    }
    return new Correctness(outputs, outputs, 0, null);
  }

  private float partial(int rank, int t, int d) {
    Rows rows = layer().layer(rank).output();
    return rows.data()[rows.index(t) + d];
  }

  /** Rows added up; no weights are read. */
  @Override
  ForkWatch.Work work() {
    return new ForkWatch.Work(concurrency, concurrency, 0);
  }
}
