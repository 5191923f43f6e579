// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.Random;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/**
 * A SwitchGLU run as a real machine might give it: two models, three formats, noise, layers, ranks,
 * a failed and a skipped cell.
 */
public final class ExampleSwigluRun {
  private static final int ROUNDS = 5;
  private static final int[] CONCURRENCIES = {1, 2, 4, 6, 8, 16, 64};

  private final Random random;
  private final SwigluRunBuilder run = new SwigluRunBuilder().rounds(ROUNDS);

  private ExampleSwigluRun(long seed) {
    this.random = new Random(seed);
  }

  /** The same run for the same seed. */
  public static ResultSet of(long seed) {
    return new ExampleSwigluRun(seed).build();
  }

  private ResultSet build() {
    run.ceilings(18.1, 17.9, 18.3, 17.6, 18.0);
    run.model("deepseek-v4-flash", "DeepSeek-V4-Flash").launch(times(2.3));
    formats(new String[] {"INT4_SYM", "INT8_SYM", "FP8_E4M3"}, new double[] {1, 1.7, 1.9});
    run.format("INT4_SYM").threshold(64);
    for (int b : new int[] {2, 4, 6}) {
      variants(b, 1.1);
    }
    run.threshold(8).workers(1);
    variants(1, 1.8);
    variants(8, 1.9);
    run.format("INT4_SYM");
    layers();
    ranks();
    run.model("qwen3-30b-a3b", "Qwen3-30B-A3B").format("INT4_SYM");
    for (int b : new int[] {1, 8}) {
      variants(b, 0.6);
    }
    run.cell("unfused", 64, times(9000));
    run.without("fused", 64, Status.FAILED, "slot 17, column 3: got 0.5, want 0.25, bound 1e-5");
    run.without("fused-interleaved", 64, Status.SKIPPED, "needs 20 GiB of heap");
    return run.build();
  }

  private void formats(String[] names, double[] factors) {
    for (int i = 0; i < names.length; i++) {
      run.format(names[i]);
      for (int b : CONCURRENCIES) {
        variants(b, factors[i]);
      }
    }
  }

  private void variants(int b, double factor) {
    double work = factor * 420 * Math.pow(b, 0.8);
    run.cell("unfused", b, times(work + 45));
    run.cell("fused", b, times(work + 12));
    run.cell("fused-interleaved", b, times(0.995 * work + 12));
  }

  private void layers() {
    for (int b : new int[] {1, 8}) {
      double work = 500 * Math.pow(b, 0.8);
      run.layer("unfused", b, times(work + 110)).layer("fused", b, times(work + 50));
    }
  }

  private void ranks() {
    for (int b : new int[] {1, 8}) {
      double work = 900 * Math.pow(b, 0.8);
      run.workers(1).sharded("fused", b, 1, times(work)).allReduce(b, 1, times(1.5));
      run.sharded("fused", b, 2, times(0.55 * work)).allReduce(b, 2, times(4 + 0.5 * b));
    }
    run.sharded("fused", 8, 4, times(2800)).allReduce(8, 4, times(40));
    run.withoutRanks("fused", 1, 4, "not in quick").workers(2);
  }

  private double[] times(double us) {
    double[] times = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      times[round] = us * Math.exp(0.008 * random.nextGaussian());
    }
    return times;
  }
}
