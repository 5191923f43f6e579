// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/**
 * A model run as a real machine might give it: three stacks, two routings, parts of one stack,
 * noise between forks that turns cancel, a failed and a skipped cell.
 */
public final class ExampleModelRun {
  private static final int ROUNDS = 5;

  /** Noise of a fork, and of a ratio of turns in it. */
  private static final double FORK = 0.04;

  private static final double TURNS = 0.004;

  private final Random random;
  private final ModelRunBuilder run = new ModelRunBuilder().rounds(ROUNDS);

  private ExampleModelRun(long seed) {
    this.random = new Random(seed);
  }

  /** The same run for the same seed. */
  public static ResultSet of(long seed) {
    return new ExampleModelRun(seed).build();
  }

  private ResultSet build() {
    run.ceilings(18.1, 17.9, 18.3, 17.6, 18.0);
    run.stack("mixtral-tiny", "2 layers, 8 experts, 1,024 to 2,048, prompt 64, 8 decode steps");
    strategies(6.1, 9.9, 3.4);
    run.part("prefill");
    strategies(2.6, 9.1, 2.6);
    run.part("decode");
    strategies(3.5, 0.8, 0.8);
    run.routing("realistic");
    strategies(7.3, 12.2, 4.2);
    run.stack("mixtral-small", "4 layers, 8 experts, 2,048 to 4,096, prompt 128, 8 decode steps");
    strategies(51, 80, 29);
    run.routing("realistic");
    strategies(60, 99, 36);
    run.stack("qwen3-30b-swiglu", "4 layers, 128 experts, top 8, 512 to 192, prompt 64");
    run.routing("realistic");
    strategies(11, 7.8, 7.4);
    run.without("unified-hinted", Status.FAILED, "layer 1, row 3, column 7: got 0.5, want 0.25");
    run.routing("even").without("unified-tuned", Status.SKIPPED, "needs 20 GiB of heap");
    return run.build();
  }

  /** All but unified-hinted of the last stack. */
  private void strategies(double prefill, double decode, double tuned) {
    Map<String, Double> times = new LinkedHashMap<>();
    times.put("always-prefill", prefill);
    times.put("always-decode", decode);
    times.put("manual-branch", 1.004 * tuned);
    times.put("unified-auto", 1.012 * tuned);
    times.put("unified-auto-total", Math.min(decode, 1.3 * tuned));
    if (prefill < decode || prefill > 60) {
      times.put("unified-hinted", 1.005 * tuned);
    }
    times.forEach((strategy, ms) -> run.turns(strategy, forks(ms), ratios(tuned / ms)));
    run.turns("unified-tuned", forks(tuned), ratios(prefill / tuned));
  }

  private double[] forks(double ms) {
    return noisy(ms, FORK);
  }

  private double[] ratios(double ratio) {
    return noisy(ratio, TURNS);
  }

  private double[] noisy(double value, double deviation) {
    double[] values = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      values[round] = value * Math.exp(deviation * random.nextGaussian());
    }
    return values;
  }
}
