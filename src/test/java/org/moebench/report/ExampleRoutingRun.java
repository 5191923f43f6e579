// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.Random;
import org.moebench.result.ResultSet;
import org.moebench.result.Status;

/**
 * A routing run as a real machine might give it: four variants, noise, a failed and a skipped cell.
 */
public final class ExampleRoutingRun {
  private static final int ROUNDS = 5;

  private final Random random;
  private final RoutingRunBuilder run = new RoutingRunBuilder().rounds(ROUNDS);

  private ExampleRoutingRun(long seed) {
    this.random = new Random(seed);
  }

  /** The same run for the same seed. */
  public static ResultSet of(long seed) {
    return new ExampleRoutingRun(seed).build();
  }

  private ResultSet build() {
    run.ceilings(271, 268, 274, 266, 270);
    run.router("deepseek-v3", 0, "256 experts in 8 groups, keep 4, top 8, sigmoid + bias, x 2.5");
    for (int tokens : new int[] {1, 8, 32, 256, 4096}) {
      run.nearTies(tokens == 4096 ? 2L : 0L);
      variants(tokens, 1);
    }
    sort(256, 61);
    sort(4096, 44);
    run.nearTies(0L).logits("bf16");
    variants(32, 1.05);
    variants(4096, 1.05);
    run.logits("fp32").workers(2);
    variants(256, 0.61);
    variants(4096, 0.54);
    run.router("deepseek-v3-shared", 1, "256 experts in 8 groups, keep 4, top 7 + 1 shared");
    for (int tokens : new int[] {1, 32, 256}) {
      variants(tokens, 1.02);
    }
    run.router("qwen3-30b-a3b", 0, "128 experts, top 8, softmax, renormalized");
    for (int tokens : new int[] {1, 256}) {
      variants(tokens, 0.4);
    }
    run.cell("staged", 4096, times(1500)).cell("scalar", 4096, times(690));
    run.without("vector", 4096, Status.FAILED, "token 17, slot 3: got expert 5, want 9");
    run.without("vector-batched", 4096, Status.SKIPPED, "needs 256-bit vectors");
    return run.build();
  }

  /** Fixed cost per call and cost per token of each variant, in ns. */
  private void variants(int tokens, double factor) {
    add("staged", tokens, factor, 2600, 4700);
    add("scalar", tokens, factor, 180, 2150);
    add("vector", tokens, factor, 150, 1010);
    add("vector-batched", tokens, factor, 900, 870);
  }

  private void add(String variant, int tokens, double factor, double call, double token) {
    run.cell(variant, tokens, times(factor * (token + call / tokens)));
  }

  private void sort(int tokens, double perToken) {
    run.sort(tokens, times(perToken));
  }

  private double[] times(double perToken) {
    double[] times = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      times[round] = perToken * Math.exp(0.02 * random.nextGaussian());
    }
    return times;
  }
}
